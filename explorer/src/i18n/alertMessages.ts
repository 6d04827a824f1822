import { enAlerts } from './enAlerts.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhAlerts } from './zhAlerts.ts'

/** `t` with the texts of the pages of alerts. */
export const t: Translate<keyof typeof enAlerts> = createTexts({ en: enAlerts, zh: zhAlerts })
