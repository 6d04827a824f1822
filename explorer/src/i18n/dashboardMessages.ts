import { enDashboards } from './enDashboards.ts'
import type { Translate } from './messages.ts'
import { createTexts } from './messages.ts'
import { zhDashboards } from './zhDashboards.ts'

/** `t` with the texts of dashboards. */
export const t: Translate<keyof typeof enDashboards> = createTexts({
  en: enDashboards,
  zh: zhDashboards,
})
