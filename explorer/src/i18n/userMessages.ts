import { enUser } from './enUser.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhUser } from './zhUser.ts'

/** `t` with the texts of the page of a user. */
export const t: Translate<keyof typeof enUser> = createTexts({ en: enUser, zh: zhUser })
