/** Rows that a person has marked, by their keys, to export or compare them. */
export interface Selection {
  keys: ReadonlySet<string>
  /** Row of the last click, from which a click with Shift selects. */
  anchor: string | undefined
}

export const EMPTY_SELECTION: Selection = { keys: new Set(), anchor: undefined }

export type SelectionInput =
  | { kind: 'toggle'; key: string }
  /** Selects all rows between the anchor and this one. */
  | ({ kind: 'extend'; key: string } & Order)
  /** Selects all rows, or none if all are selected. */
  | ({ kind: 'toggleAll' } & Order)
  /** Other rows are shown. */
  | ({ kind: 'show' } & Order)
  | { kind: 'clear' }

interface Order {
  /** Keys of the loaded rows as they are shown. */
  order: readonly string[]
}

export function nextSelection(selection: Selection, input: SelectionInput): Selection {
  switch (input.kind) {
    case 'toggle':
      return { keys: toggle(selection.keys, input.key), anchor: input.key }
    case 'extend':
      return extend(selection, input.key, input.order)
    case 'toggleAll':
      return toSelectionState(selection, input.order) === 'all'
        ? EMPTY_SELECTION
        : { keys: new Set(input.order), anchor: selection.anchor }
    case 'show':
      return selection.keys.size === 0 ? selection : keepShown(selection, input.order)
    case 'clear':
      return EMPTY_SELECTION
  }
}

/** `all` means all loaded rows. */
export function toSelectionState(
  { keys }: Selection,
  order: readonly string[],
): 'all' | 'some' | 'none' {
  if (keys.size === 0 || order.length === 0) {
    return 'none'
  }
  return order.every((key) => keys.has(key)) ? 'all' : 'some'
}

/** Drops rows that another search does not show: an export must hold no row that nobody sees. */
function keepShown(selection: Selection, order: readonly string[]): Selection {
  const shown = new Set(order)
  const keys = [...selection.keys].filter((key) => shown.has(key))
  const { anchor } = selection
  return keys.length === selection.keys.size
    ? selection
    : {
        keys: new Set(keys),
        anchor: anchor !== undefined && shown.has(anchor) ? anchor : undefined,
      }
}

function toggle(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) {
    next.add(key)
  }
  return next
}

function extend({ keys, anchor }: Selection, key: string, order: readonly string[]): Selection {
  const from = anchor === undefined ? -1 : order.indexOf(anchor)
  const to = order.indexOf(key)
  if (from < 0 || to < 0) {
    return { keys: new Set([...keys, key]), anchor: key }
  }
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set([...keys, ...between]), anchor }
}
