/** Rows that arrived in live mode, beside those that the list has loaded. */
export interface LiveRows<Row> {
  /** The reader has scrolled away from the newest row. */
  isScrolled: boolean
  /** Arrived rows that the list shows at its top, the newest first. */
  shown: readonly Row[]
  /** Arrived rows that wait until the reader wants them, the newest first: "12 new". */
  waiting: readonly Row[]
  /** Newer states of rows that the list has, such as of a session that goes on; by key. */
  updates: ReadonlyMap<string, Row>
  /** More rows arrived than one answer holds. Only loading the list again shows all of them. */
  hasGap: boolean
}

export type LiveInput<Row> =
  | { kind: 'answer'; rows: readonly Row[]; hasMore: boolean; loaded: readonly Row[] }
  | { kind: 'scroll'; isAtTop: boolean }
  /** The reader wants to see the rows that wait. */
  | { kind: 'showWaiting' }
  /** Another question. */
  | { kind: 'reset' }

/** A tab that is left open must not fill its memory. */
export const MAX_ARRIVED = 1000

export function toLiveStart<Row>(): LiveRows<Row> {
  return { isScrolled: false, shown: [], waiting: [], updates: new Map(), hasGap: false }
}

/** `toKey`: identity of a row. A row that arrives again replaces the older one in its place. */
export function nextLive<Row>(
  state: LiveRows<Row>,
  input: LiveInput<Row>,
  toKey: (row: Row) => string,
): LiveRows<Row> {
  switch (input.kind) {
    case 'answer':
      return receive(state, input, toKey)
    case 'scroll':
      return input.isAtTop
        ? showWaiting({ ...state, isScrolled: false })
        : { ...state, isScrolled: true }
    case 'showWaiting':
      return showWaiting(state)
    case 'reset':
      return { ...toLiveStart(), isScrolled: state.isScrolled }
  }
}

function receive<Row>(
  state: LiveRows<Row>,
  { rows, hasMore, loaded }: Extract<LiveInput<Row>, { kind: 'answer' }>,
  toKey: (row: Row) => string,
): LiveRows<Row> {
  const known = new Set([...state.shown, ...state.waiting, ...loaded].map(toKey))
  const fresh = rows.filter((row) => !known.has(toKey(row)))
  const again = rows.filter((row) => known.has(toKey(row)))
  const waiting = [...fresh, ...state.waiting]
  const isFull = waiting.length + state.shown.length > MAX_ARRIVED
  const next = {
    ...state,
    waiting: isFull ? state.waiting : waiting,
    updates: new Map([...state.updates, ...again.map((row) => [toKey(row), row] as const)]),
    hasGap: state.hasGap || isFull || (hasMore && again.length === 0),
  }
  return state.isScrolled ? next : showWaiting(next)
}

/** Rows with a gap below them are not put on top of the list: a reader would take it for whole. */
function showWaiting<Row>(state: LiveRows<Row>): LiveRows<Row> {
  return state.waiting.length === 0 || state.hasGap
    ? state
    : { ...state, shown: [...state.waiting, ...state.shown], waiting: [] }
}

/** Returns the rows of the list: those that arrived, then those that are loaded, each in its newest state. */
export function toLiveList<Row>(
  { shown, updates }: LiveRows<Row>,
  loaded: readonly Row[],
  toKey: (row: Row) => string,
): readonly Row[] {
  if (shown.length === 0 && updates.size === 0) {
    return loaded
  }
  const keys = new Set(shown.map(toKey))
  // A page that is loaded later begins where the page before ended, and cannot hold these; a reload can.
  const rest = shown.length === 0 ? loaded : loaded.filter((row) => !keys.has(toKey(row)))
  return [...shown, ...rest].map((row) => updates.get(toKey(row)) ?? row)
}
