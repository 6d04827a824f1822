import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'

const en = {
  'differences.compare': 'What to compare',
  'differences.of.sessions': 'Sessions with this error, and those without',
  'differences.of.errors': 'This error, and all others',
} as const

/** `t` with the texts of the comparison that opens from an error. */
export const t: Translate<keyof typeof en> = createTexts({
  en,
  zh: {
    'differences.compare': '比较内容',
    'differences.of.sessions': '有此错误与没有此错误的会话',
    'differences.of.errors': '此错误与其他错误',
  },
})
