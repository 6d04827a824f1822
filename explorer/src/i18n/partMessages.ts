import { enParts } from './enParts.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhParts } from './zhParts.ts'

/** `t` with the texts of parts that load when they are needed. */
export const t: Translate<keyof typeof enParts> = createTexts({ en: enParts, zh: zhParts })
