import { enSession } from './enSession.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhSession } from './zhSession.ts'

/** `t` with the texts of the page of a session. */
export const t: Translate<keyof typeof enSession> = createTexts({ en: enSession, zh: zhSession })
