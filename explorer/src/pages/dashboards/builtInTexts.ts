import { t } from '../../i18n/dashboardMessages.ts'
import { listBuiltIn } from '../../models/dashboards/builtIn.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'

/** Returns the built-in dashboards in the reader's language. */
export function toBuiltIn(): Dashboard[] {
  return listBuiltIn({
    name: (id) => t(`dash.builtIn.${id}`),
    title: (key) => t(`dash.title.${key}`),
  })
}
