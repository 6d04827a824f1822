import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'

const keys = signal<ReadonlySet<string>>(new Set())

/** Bound dashboards that the reader has opened, by dashboard and field. */
export const opened: ReadonlySignal<ReadonlySet<string>> = keys

export function toggleOpened(key: string): void {
  const next = new Set(keys.value)
  if (!next.delete(key)) {
    next.add(key)
  }
  keys.value = next
}
