import assert from 'node:assert/strict'
import test from 'node:test'
import { createObservable } from '../core/observable.ts'
import type { Timestamp } from '../core/time.ts'
import type { AssembledEvent } from './rawEvent.ts'
import type { SamplingDecision } from './sessionGate.ts'
import { createSessionGate } from './sessionGate.ts'

const MINUTE = 60_000

/** A gate whose session, verdict and clock the test sets. */
function openGate() {
  const gate = {
    isHeld: false,
    verdict: 'send' as SamplingDecision,
    now: 0,
    session: {
      id: 7,
      started: 1 as Timestamp,
      kind: 'automatic',
      record: { context: { tags: { plan: 'pro' } } },
    },
    uses: 0,
  }
  const settled = createObservable<void>()
  const { push, passed } = createSessionGate({
    session: {
      find: (time: Timestamp) => (time < 0 ? undefined : gate.session),
      use: () => {
        gate.uses++
      },
      isHeld: () => gate.isHeld,
      settled,
    },
    now: () => gate.now as Timestamp,
    decideSampling: () => gate.verdict,
    isReady: () => true,
    toFields: ({ id }, measurement) => ({ session_did: `${measurement} of ${id}` }),
  })
  const sent: AssembledEvent[] = []
  passed.subscribe((event) => sent.push(event))
  const add = (name: string, time = 0) =>
    push({
      measurement: 'action',
      time: time as Timestamp,
      tags: {},
      fields: { action_name: name },
      context: { plan: 'of the event' },
    })
  return {
    gate,
    add,
    settle() {
      gate.isHeld = false
      settled.notify()
    },
    names: () => sent.map(({ fields }) => fields['action_name']),
    sent,
  }
}

test('stamps an event with the session at its start, whose attributes give way to its own', () => {
  const { add, sent } = openGate()
  add('a')
  assert.deepEqual(sent[0], {
    measurement: 'action',
    time: 0,
    tags: { session_id: '7', session_sampling: 'true' },
    fields: {
      action_name: 'a',
      session_started: 1,
      session_debug: undefined,
      session_manual: undefined,
      session_did: 'action of 7',
    },
    context: { plan: 'of the event' },
  })
})

test('between two sessions nothing is collected', () => {
  const { add, names } = openGate()
  add('a', -1)
  assert.deepEqual(names(), [])
})

test('as long as the id is not certain nothing is stamped; then it is, by the id that came of it', () => {
  const { gate, add, settle, names, sent } = openGate()
  gate.isHeld = true
  add('a')
  add('b')
  assert.deepEqual([names(), gate.uses], [[], 2])
  gate.session = { ...gate.session, id: 8 }
  settle()
  add('c')
  assert.deepEqual(names(), ['a', 'b', 'c'])
  assert.equal(sent[0]?.tags['session_id'], '8')
})

test('what is held for ever keeps the newest five thousand', () => {
  const { gate, add, settle, names } = openGate()
  gate.isHeld = true
  for (let index = 0; index < 5010; index++) {
    add(`${index}`)
  }
  settle()
  assert.deepEqual([names().length, names()[0]], [5000, '10'])
})

test('what was held each time that something came is kept for a minute all the same', () => {
  const { gate, add, names, settle } = openGate()
  gate.verdict = 'keep'
  for (const [name, at] of [
    ['two minutes before', 0],
    ['forty seconds before', 80_000],
    ['the error', 120_000],
  ] as const) {
    gate.isHeld = true
    gate.now = at
    add(name)
    if (name === 'the error') {
      gate.verdict = 'send'
    }
    settle()
  }
  assert.deepEqual(names(), ['forty seconds before', 'the error'])
})

test('an error of its session sends the minute before it, and all after it', () => {
  const { gate, add, names } = openGate()
  gate.verdict = 'keep'
  add('too old')
  gate.now = 2
  add('a minute before')
  gate.now = MINUTE + 1
  add('just before')
  gate.now = MINUTE + 2
  gate.verdict = 'send'
  add('the error')
  add('after it')
  assert.deepEqual(names(), ['a minute before', 'just before', 'the error', 'after it'])
})

test('what is dropped is not kept for later', () => {
  const { gate, add, names } = openGate()
  gate.verdict = 'drop'
  add('a')
  gate.verdict = 'send'
  add('b')
  assert.deepEqual(names(), ['b'])
})
