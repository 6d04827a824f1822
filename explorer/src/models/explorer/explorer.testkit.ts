import fc from 'fast-check'
import type { ExplorerState } from './explorerState.ts'
import { toGrouped } from './explorerState.ts'
import { LIST_TYPES } from './listType.ts'

const text = fc.string({ unit: 'binary', maxLength: 12 })
const word = text.filter((one) => one !== '')
const keys = fc.uniqueArray(word, { minLength: 1, maxLength: 5 })
const time = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })

const range = fc.oneof(
  fc.record({
    last: fc.record({
      count: fc.integer({ min: 1, max: 500 }),
      unit: fc.constantFrom('s', 'm', 'h', 'd', 'w'),
    }),
  }),
  fc
    .tuple(time, fc.integer({ min: 1, max: 1e10 }))
    .map(([from, length]) => ({ from, to: from + length })),
) as fc.Arbitrary<ExplorerState['range']>

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })

/** Screens that a person can reach. */
export const explorerState: fc.Arbitrary<ExplorerState> = fc
  .record({
    list: fc.constantFrom(...LIST_TYPES),
    isGrouped: fc.boolean(),
    query: text,
    aside: text,
    appId: optional(word),
    range,
    zone: fc.constantFrom('browser', 'UTC', 'Asia/Shanghai'),
    columns: optional(keys),
    sort: optional(fc.constantFrom('-session_start', 'time_spent', '-count')),
    facets: optional(
      fc.oneof(
        fc.constant([]),
        keys.filter(([only, ...rest]) => rest.length > 0 || only !== 'none'),
      ),
    ),
    density: fc.constantFrom('dense', 'comfortable'),
    isLive: fc.boolean(),
    selected: fc.oneof(
      fc.constant(undefined),
      fc.record(
        { sessionId: word, appId: text, eventId: optional(word), time: fc.constant(undefined) },
        { noNullPrototype: true },
      ),
      fc.record(
        { sessionId: fc.constantFrom('', 's1'), appId: text, eventId: word, time: fc.nat() },
        { noNullPrototype: true },
      ),
    ),
  })
  // The generator's objects have no prototype, which a strict comparison sees.
  .map((state) => structuredClone(state))
  .map((state) => ({
    ...state,
    isGrouped: toGrouped(state.list, state.isGrouped),
    isLive: state.isLive && 'last' in state.range,
  })) as fc.Arbitrary<ExplorerState>
