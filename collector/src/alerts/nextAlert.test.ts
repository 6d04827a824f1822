import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { AlertInput, AlertState, Report, Verdict } from './nextAlert.ts'
import { NEW_ALERT, nextAlert } from './nextAlert.ts'

const MINUTE = 60_000
const timing = { holdMs: 0, quietMs: 10 * MINUTE }

function run(
  steps: readonly (readonly [minute: number, input: Verdict | 'changed' | 'disabled'])[],
  options = timing,
): { names: string[]; reports: string[]; state: AlertState } {
  let state = NEW_ALERT
  const names: string[] = []
  const reports: string[] = []
  for (const [minute, one] of steps) {
    const input: AlertInput =
      one === 'changed' || one === 'disabled'
        ? { kind: 'ended', reason: one }
        : { kind: 'checked', verdict: one }
    const next = nextAlert(state, input, { now: minute * MINUTE, timing: options })
    state = next.state
    names.push(state.name)
    reports.push(...next.commands.map(({ serial, from, to }) => `${serial} ${from} ${to}`))
  }
  return { names, reports, state }
}

const rows: readonly {
  fact: string
  steps: Parameters<typeof run>[0]
  options?: typeof timing
  names: string[]
  reports: string[]
}[] = [
  {
    fact: 'fires at the first breach and reports it',
    steps: [
      [0, 'quiet'],
      [1, 'breach'],
    ],
    names: ['ok', 'firing'],
    reports: ['1 ok firing'],
  },
  {
    fact: 'reports nothing while it goes on firing',
    steps: [
      [0, 'breach'],
      [1, 'breach'],
      [2, 'breach'],
    ],
    names: ['firing', 'firing', 'firing'],
    reports: ['1 new firing'],
  },
  {
    fact: 'waits for the time that the condition must hold',
    steps: [
      [0, 'breach'],
      [1, 'breach'],
      [2, 'breach'],
    ],
    options: { ...timing, holdMs: 2 * MINUTE },
    names: ['pending', 'pending', 'firing'],
    reports: ['1 pending firing'],
  },
  {
    fact: 'begins to wait again after a quiet check',
    steps: [
      [0, 'breach'],
      [1, 'quiet'],
      [2, 'breach'],
      [3, 'breach'],
    ],
    options: { ...timing, holdMs: 2 * MINUTE },
    names: ['pending', 'ok', 'pending', 'pending'],
    reports: [],
  },
  {
    fact: 'ends only after a whole quiet time',
    steps: [
      [0, 'breach'],
      [9, 'quiet'],
      [10, 'quiet'],
    ],
    names: ['firing', 'firing', 'ok'],
    reports: ['1 new firing', '2 firing ok'],
  },
  {
    fact: 'is one alert while the value moves around the threshold',
    steps: [
      [0, 'breach'],
      [5, 'quiet'],
      [9, 'breach'],
      [15, 'quiet'],
      [18, 'breach'],
    ],
    names: ['firing', 'firing', 'firing', 'firing', 'firing'],
    reports: ['1 new firing'],
  },
  {
    fact: 'does not become ok because nobody comes any more',
    steps: [
      [0, 'breach'],
      [5, 'unknown'],
      [10, 'unknown'],
      [11, 'quiet'],
    ],
    names: ['firing', 'firing', 'no_data', 'ok'],
    reports: ['1 new firing', '2 firing no_data'],
  },
  {
    fact: 'ends at once when its rule is changed or switched off',
    steps: [
      [0, 'breach'],
      [1, 'changed'],
      [2, 'breach'],
      [3, 'disabled'],
    ],
    names: ['firing', 'new', 'firing', 'new'],
    reports: ['1 new firing', '2 firing new', '3 new firing', '4 firing new'],
  },
  {
    fact: 'reports no missing data of an alert that did not fire',
    steps: [
      [0, 'quiet'],
      [1, 'unknown'],
      [2, 'quiet'],
    ],
    names: ['ok', 'no_data', 'ok'],
    reports: [],
  },
]

for (const { fact, steps, options, names, reports } of rows) {
  test(`an alert ${fact}`, () => {
    const result = run(steps, options)
    assert.deepEqual([result.names, result.reports], [names, reports])
  })
}

interface Checked {
  verdict: Verdict
  minutes: number
}

/** Runs checks and states what must hold at each. */
function runChecked(steps: readonly Checked[], options: typeof timing): Report[] {
  let [now, breachedAt, state] = [0, 0, NEW_ALERT]
  const reports: Report[] = []
  for (const { verdict, minutes } of steps) {
    now += minutes * MINUTE
    breachedAt = verdict === 'breach' ? now : breachedAt
    const next = nextAlert(state, { kind: 'checked', verdict }, { now, timing: options })
    const ends = next.commands.filter(({ from }) => from === 'firing')
    assert.ok(ends.length === 0 || now - breachedAt >= options.quietMs)
    assert.equal(next.state.since === now, next.state.name !== state.name)
    reports.push(...next.commands)
    state = next.state
  }
  return reports
}

test('whatever is checked, reports come in turns, with serials that grow by one, and never within a quiet time', () => {
  const verdict = fc.constantFrom<Verdict>('breach', 'quiet', 'unknown')
  const step = fc.record({ verdict, minutes: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 0, max: 5 }),
      (steps, holdMinutes) => {
        const options = { holdMs: holdMinutes * MINUTE, quietMs: 10 * MINUTE }
        for (const [index, report] of runChecked(steps, options).entries()) {
          assert.equal(report.serial, index + 1)
          assert.equal(index % 2 === 0 ? report.to : report.from, 'firing')
        }
      },
    ),
  )
})
