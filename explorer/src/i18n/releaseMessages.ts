import { enReleases } from './enReleases.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhReleases } from './zhReleases.ts'

/** `t` with the texts of the page of releases. */
export const t: Translate<keyof typeof enReleases> = createTexts({ en: enReleases, zh: zhReleases })
