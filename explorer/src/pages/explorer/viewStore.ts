import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { DefaultViews, SavedView } from '../../models/savedViews/savedView.ts'
import { parseDefaultViews, parsePrivateViews } from '../../models/savedViews/savedView.ts'
import { createStoredValue } from '../../models/storedValue.ts'

const storage = (): Storage => localStorage
const storedViews = createStoredValue({ storage, key: 'explorer.views', parse: parsePrivateViews })
const storedDefaults = createStoredValue({
  storage,
  key: 'explorer.defaultViews',
  parse: parseDefaultViews,
})
const views = signal(storedViews.read())
const defaults = signal(storedDefaults.read())

/** Private views: of this browser alone. */
export const privateViews: ReadonlySignal<readonly SavedView[]> = views

/** Views that lists open with, in this browser. */
export const defaultViews: ReadonlySignal<DefaultViews> = defaults

/** Changes what is stored now: another tab may have changed it since it was read. */
export function changePrivateViews(
  change: (present: readonly SavedView[]) => readonly SavedView[],
): void {
  views.value = change(storedViews.read())
  storedViews.write(views.value)
}

export function changeDefaultViews(change: (present: DefaultViews) => DefaultViews): void {
  const present = storedDefaults.read()
  const next = change(present)
  defaults.value = next
  if (next !== present) {
    storedDefaults.write(next)
  }
}
