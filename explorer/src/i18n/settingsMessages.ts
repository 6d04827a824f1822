import { enSettings } from './enSettings.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhSettings } from './zhSettings.ts'

export type SettingsKey = keyof typeof enSettings

/** `t` with the texts of the pages of settings. */
export const t: Translate<SettingsKey> = createTexts({ en: enSettings, zh: zhSettings })
