import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import { resizeColumn } from '../../models/fields/columns.ts'
import { createStoredValue } from '../../models/storedValue.ts'

type Widths = Readonly<Record<string, number>>

const stored = createStoredValue<Widths>({
  storage: () => localStorage,
  key: 'explorer.widths',
  parse: (value) => {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
    return Object.fromEntries(entries.filter(([, width]) => typeof width === 'number'))
  },
})
const widths = signal<Widths>(stored.read())

/** Widths that the reader chose, by field; of this browser alone, because screens differ. */
export const columnWidths: ReadonlySignal<Widths> = widths

export function setColumnWidth(field: string, width: number): void {
  widths.value = resizeColumn(widths.value, field, width)
  stored.write(widths.value)
}
