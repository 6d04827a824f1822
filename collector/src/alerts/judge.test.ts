import assert from 'node:assert/strict'
import test from 'node:test'
import type { AlertRule } from '../../../protocol/alerts.ts'
import type { Measured } from './judge.ts'
import { judge, toTiming } from './judge.ts'

type Condition = Pick<AlertRule, 'measure' | 'condition' | 'threshold' | 'min_samples'>

const errors = (change: Partial<Condition>): Condition => ({
  measure: 'events',
  condition: 'above',
  threshold: 10,
  min_samples: 0,
  ...change,
})
const crashFree = (change: Partial<Condition>): Condition =>
  errors({ measure: 'crash_free', condition: 'below', threshold: 0.99, min_samples: 50, ...change })
const counted = (value: number): Measured => ({ value, samples: value })
const nothing: Measured = { value: undefined, samples: 0 }

const rows: readonly [string, Condition, Measured, Measured | undefined, string][] = [
  ['a count at its threshold', errors({}), counted(10), undefined, 'quiet'],
  ['a count above it', errors({}), counted(11), undefined, 'breach'],
  [
    'no sessions where some are wanted',
    errors({ measure: 'sessions', condition: 'below', threshold: 1, min_samples: 100 }),
    counted(0),
    undefined,
    'breach',
  ],
  [
    'a low rate of enough sessions',
    crashFree({}),
    { value: 0.98, samples: 50 },
    undefined,
    'breach',
  ],
  [
    'a low rate of too few sessions',
    crashFree({}),
    { value: 0.5, samples: 49 },
    undefined,
    'unknown',
  ],
  ['a rate of nobody', crashFree({ min_samples: 0 }), nothing, undefined, 'unknown'],
  [
    'a rise by more than asked for',
    errors({ condition: 'rises', threshold: 50 }),
    counted(16),
    counted(10),
    'breach',
  ],
  [
    'a rise by exactly that',
    errors({ condition: 'rises', threshold: 50 }),
    counted(15),
    counted(10),
    'quiet',
  ],
  [
    'a rise from nothing',
    errors({ condition: 'rises', threshold: 500 }),
    counted(1),
    counted(0),
    'breach',
  ],
  [
    'a rise from nothing to few',
    errors({ condition: 'rises', threshold: 500, min_samples: 20 }),
    counted(19),
    counted(0),
    'unknown',
  ],
  [
    'a fall to nothing',
    errors({ condition: 'falls', threshold: 90, min_samples: 20 }),
    counted(0),
    counted(20),
    'breach',
  ],
  [
    'a fall where a rise is asked for',
    errors({ condition: 'rises', threshold: 1 }),
    counted(1),
    counted(20),
    'quiet',
  ],
  [
    'nothing after nothing',
    errors({ condition: 'falls', threshold: 90 }),
    counted(0),
    counted(0),
    'unknown',
  ],
  [
    'a slower page',
    errors({ measure: 'p75', condition: 'rises', threshold: 20, min_samples: 10 }),
    { value: 2_500, samples: 10 },
    { value: 2_000, samples: 10 },
    'breach',
  ],
  [
    'a slower page that few had seen before',
    errors({ measure: 'p75', condition: 'rises', threshold: 20, min_samples: 10 }),
    { value: 2_500, samples: 10 },
    { value: 2_000, samples: 9 },
    'unknown',
  ],
  [
    'no events where there must be some',
    errors({ measure: 'no_data' }),
    counted(0),
    undefined,
    'breach',
  ],
  [
    'one event where there must be some',
    errors({ measure: 'no_data' }),
    counted(1),
    undefined,
    'quiet',
  ],
]

for (const [name, rule, now, before, verdict] of rows) {
  test(`${name} is judged as ${verdict}`, () => {
    assert.equal(judge(rule, now, before), verdict)
  })
}

test('a long window is quiet after an hour, a short one after itself', () => {
  const quiet = (minutes: AlertRule['window_minutes']): number =>
    toTiming({ window_minutes: minutes, for_minutes: 0 }).quietMs / 60_000
  assert.deepEqual([quiet(5), quiet(60), quiet(1440)], [5, 60, 60])
})
