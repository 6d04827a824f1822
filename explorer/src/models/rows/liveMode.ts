/** Live mode of a list: asks for new rows at an interval and holds them back while the person reads. */
export interface LiveState<Row> {
  isOn: boolean
  isHidden: boolean
  /** The person has scrolled away from the newest row. */
  isScrolled: boolean
  isAsking: boolean
  rows: readonly Row[]
  /** Rows that arrived while scrolled, the newest first: "12 new". */
  waiting: readonly Row[]
}

export type LiveInput<Row> =
  | { kind: 'turn'; isOn: boolean }
  | { kind: 'pageVisible'; isVisible: boolean }
  | { kind: 'scroll'; isAtTop: boolean }
  /** The timer of a `wait` command has run out. */
  | { kind: 'tick' }
  /** Newest rows, the newest first. */
  | { kind: 'answer'; rows: readonly Row[] }
  | { kind: 'failure' }
  /** The person wants to see the rows that wait. */
  | { kind: 'showWaiting' }
  /** Another question: rows of the first page. */
  | { kind: 'open'; rows: readonly Row[] }

export type LiveCommand =
  | { kind: 'ask' }
  /** Replaces an earlier wait. */
  | { kind: 'wait'; ms: number }
  | { kind: 'stopWaiting' }
  | { kind: 'scrollToTop' }

export interface LiveStep<Row> {
  state: LiveState<Row>
  commands: readonly LiveCommand[]
}

export const LIVE_INTERVAL_MS = 5000
/** A tab that is left open must not fill its memory: older rows are a click on "load more" away. */
export const LIVE_ROWS = 1000

export function toLiveStart<Row>(rows: readonly Row[]): LiveState<Row> {
  return { isOn: false, isHidden: false, isScrolled: false, isAsking: false, rows, waiting: [] }
}

/** `toKey`: identity of a row. A row that arrives again replaces the older one, as a session does that has gone on. */
export function nextLive<Row>(
  state: LiveState<Row>,
  input: LiveInput<Row>,
  toKey: (row: Row) => string,
): LiveStep<Row> {
  switch (input.kind) {
    case 'turn':
      return input.isOn ? start({ ...state, isOn: true }) : stop({ ...state, isOn: false })
    case 'pageVisible':
      return input.isVisible
        ? start({ ...state, isHidden: false })
        : stop({ ...state, isHidden: true })
    case 'scroll':
      return input.isAtTop
        ? { state: showWaiting({ ...state, isScrolled: false }, toKey), commands: [] }
        : { state: { ...state, isScrolled: true }, commands: [] }
    case 'tick':
      return start(state)
    case 'answer':
      return waitAgain({ ...receive(state, input.rows, toKey), isAsking: false })
    case 'failure':
      return waitAgain({ ...state, isAsking: false })
    case 'showWaiting':
      return {
        state: showWaiting({ ...state, isScrolled: false }, toKey),
        commands: [{ kind: 'scrollToTop' }],
      }
    case 'open':
      return { state: { ...state, rows: input.rows, waiting: [], isScrolled: false }, commands: [] }
  }
}

function isRunning({ isOn, isHidden }: LiveState<unknown>): boolean {
  return isOn && !isHidden
}

function start<Row>(state: LiveState<Row>): LiveStep<Row> {
  return isRunning(state) && !state.isAsking
    ? { state: { ...state, isAsking: true }, commands: [{ kind: 'ask' }] }
    : { state, commands: [] }
}

function stop<Row>(state: LiveState<Row>): LiveStep<Row> {
  return { state, commands: [{ kind: 'stopWaiting' }] }
}

function waitAgain<Row>(state: LiveState<Row>): LiveStep<Row> {
  return { state, commands: isRunning(state) ? [{ kind: 'wait', ms: LIVE_INTERVAL_MS }] : [] }
}

function receive<Row>(
  state: LiveState<Row>,
  arrived: readonly Row[],
  toKey: (row: Row) => string,
): LiveState<Row> {
  if (!state.isOn) {
    return state // turned off while the request was on its way
  }
  const byKey = new Map(arrived.map((row) => [toKey(row), row]))
  const known = new Set(state.rows.map(toKey))
  // In place: a row that is being read must not move.
  const rows = state.rows.map((row) => byKey.get(toKey(row)) ?? row)
  const fresh = arrived.filter((row) => !known.has(toKey(row)))
  const waiting = merge(fresh, state.waiting, toKey)
  const next = { ...state, rows, waiting }
  return state.isScrolled ? next : showWaiting(next, toKey)
}

function showWaiting<Row>(state: LiveState<Row>, toKey: (row: Row) => string): LiveState<Row> {
  return state.waiting.length === 0
    ? state
    : { ...state, rows: merge(state.waiting, state.rows, toKey), waiting: [] }
}

function merge<Row>(
  newer: readonly Row[],
  older: readonly Row[],
  toKey: (row: Row) => string,
): readonly Row[] {
  const keys = new Set(newer.map(toKey))
  return [...newer, ...older.filter((row) => !keys.has(toKey(row)))].slice(0, LIVE_ROWS)
}
