import assert from 'node:assert/strict'
import test from 'node:test'
import { createObservable } from '../core/observable.ts'
import type { Timestamp } from '../core/time.ts'
import type { Provider } from './assembly.ts'
import { startAssembly } from './assembly.ts'
import type { AssembledEvent, RawEvent } from './rawEvent.ts'

const AT = 1_764_000_000_000 as Timestamp

const action: RawEvent = {
  measurement: 'action',
  startedAt: AT,
  tags: { action_type: 'custom' },
  fields: { action_name: 'Buy' },
}

function assemble(providers: readonly Provider[]) {
  const rawEvents = createObservable<RawEvent>()
  const events: AssembledEvent[] = []
  let serial = 0
  const { assembled, stop } = startAssembly({
    rawEvents,
    providers,
    whenReady: (run) => run(),
    createEventId: () => `event-${serial++}`,
  })
  assembled.subscribe((event) => events.push(event))
  return { notify: rawEvents.notify, events, stop }
}

test('an event has an id, its time, and what it says of itself', () => {
  const { notify, events } = assemble([])
  notify({ ...action, context: { own: 1 } })
  assert.deepEqual(events, [
    {
      measurement: 'action',
      time: AT,
      tags: { action_type: 'custom' },
      fields: { event_id: 'event-0', action_name: 'Buy' },
      context: { own: 1 },
      source: undefined,
    },
  ])
})

test('each event has an id of its own', () => {
  const { notify, events } = assemble([])
  notify(action)
  notify(action)
  assert.deepEqual(
    events.map(({ fields }) => fields['event_id']),
    ['event-0', 'event-1'],
  )
})

test('a later provider wins over an earlier one, key by key, and the event over all', () => {
  const { notify, events } = assemble([
    () => ({ tags: { env: 'a', service: 'a' }, fields: { drift: 1 }, context: { x: 'a', y: 'a' } }),
    () => ({ tags: { env: 'b', action_type: 'click' } as never, context: { x: 'b', z: 'b' } }),
  ])
  notify({ ...action, context: { z: 'own' } })
  assert.deepEqual(events[0]?.tags, { env: 'b', service: 'a', action_type: 'custom' })
  assert.deepEqual(events[0]?.fields, { event_id: 'event-0', drift: 1, action_name: 'Buy' })
  assert.deepEqual(events[0]?.context, { x: 'b', y: 'a', z: 'own' })
})

test('providers are asked for the time at which the event began', () => {
  const asked: Timestamp[] = []
  const { notify } = assemble([
    (startedAt) => {
      asked.push(startedAt)
      return undefined
    },
  ])
  notify(action)
  assert.deepEqual(asked, [AT])
})

test('one provider is enough to discard an event, and later ones are not asked', () => {
  let isAsked = false
  const { notify, events } = assemble([
    () => ({ tags: { env: 'a' } }),
    () => 'discard',
    () => {
      isAsked = true
      return undefined
    },
  ])
  notify(action)
  assert.deepEqual([events, isAsked], [[], false])
})

test('what one event was given does not reach the next', () => {
  const contributions = [{ tags: { env: 'first' } }, {}]
  const { notify, events } = assemble([() => contributions.shift()])
  notify(action)
  notify(action)
  assert.deepEqual(
    events.map(({ tags }) => tags['env']),
    ['first', undefined],
  )
})

test('after stop nothing is assembled', () => {
  const { notify, events, stop } = assemble([])
  stop()
  notify(action)
  assert.deepEqual(events, [])
})
