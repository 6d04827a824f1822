import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import { run } from '../../core/ask.ts'
import type { Clock } from '../../core/clock.ts'
import { createObservable } from '../../core/observable.ts'
import type { Timestamp } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'
import type { ConsoleMethod } from '../trackConsole.ts'
import { startLogCollection } from './logCollection.ts'

/** The console as the page uses it. */
const { console: page } = globalThis

const NOW = 5000 as Timestamp
const clock: Clock = { now: () => NOW, at: () => NOW, wall: () => NOW }

function start(t: TestContext, consoleMethods: readonly ConsoleMethod[] = []) {
  const shown: unknown[][] = []
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    t.mock.method(page, method, (...values: unknown[]) => shown.push([method, ...values]))
  }
  const rawEvents = createObservable<RawEvent>()
  const events: RawEvent[] = []
  rawEvents.subscribe((event) => events.push(event))
  const logs = startLogCollection({ rawEvents, clock, consoleMethods })
  t.after(logs.stop)
  return { ...logs, events, shown }
}

test('a log has the moment of its call, its level as a status, and a copy of its context', (t) => {
  const { addLog, events } = start(t)
  const context = { attempt: 2 }
  addLog({ at: 7 as Timestamp }, 'retried', 'warn', context)
  context.attempt = 3
  addLog({ at: 8 as Timestamp }, { any: 'value' })
  addLog({ at: 9 as Timestamp }, undefined, 'critical', 'no object')
  assert.deepEqual(events, [
    {
      measurement: 'log',
      startedAt: 7,
      tags: { status: 'warning' },
      fields: { message: 'retried', log_origin: 'logger' },
      context: { attempt: 2 },
    },
    {
      measurement: 'log',
      startedAt: 8,
      tags: { status: 'info' },
      fields: { message: '{"any":"value"}', log_origin: 'logger' },
      context: {},
    },
    {
      measurement: 'log',
      startedAt: 9,
      tags: { status: 'critical' },
      fields: { message: 'undefined', log_origin: 'logger' },
      context: {},
    },
  ])
})

test('a log of an error has its type, stack and causes', (t) => {
  const { addLog, events } = start(t)
  addLog({ at: NOW }, new RangeError('too far', { cause: new Error('why') }), 'error')
  const [{ tags, fields } = {}] = events as { tags?: object; fields?: object }[]
  const { error_stack, error_causes, ...rest } = fields as Record<string, string>
  assert.deepEqual(tags, { error_type: 'RangeError', status: 'error' })
  assert.match(String(error_stack), /^RangeError: too far\n at /)
  assert.match(String(error_causes), /"message":"why"/)
  assert.deepEqual(rest, {
    message: 'RangeError: too far',
    error_message: 'too far',
    log_origin: 'logger',
  })
})

test('a log that the loader kept belongs to the page where it was called', (t) => {
  fakePage(t)
  const { addLog, events } = start(t)
  addLog({ at: NOW, url: 'https://shop.example/cart/7' }, 'early')
  assert.deepEqual(events[0]?.tags, {
    status: 'info',
    view_url: 'https://shop.example/cart/7',
    view_host: 'shop.example',
    view_path: '/cart/7',
    view_path_group: '/cart/?',
  })
})

test('console calls of the chosen methods are logs, and the console still shows them all', (t) => {
  const { events, shown } = start(t, ['log', 'warn', 'debug'])
  const calls = ['log', 'info', 'warn', 'error', 'debug'] as const
  for (const method of calls) {
    page[method](method, 1, { two: 2 })
  }
  assert.deepEqual(
    shown,
    calls.map((method) => [method, method, 1, { two: 2 }]),
  )
  assert.deepEqual(
    events.map(({ tags, fields }) => ({ ...tags, ...fields })),
    [
      { status: 'info', message: 'log 1 {"two":2}', log_origin: 'console' },
      { status: 'warning', message: 'warn 1 {"two":2}', log_origin: 'console' },
      { status: 'debug', message: 'debug 1 {"two":2}', log_origin: 'console' },
    ],
  )
})

test('what a callback of the page says on the console is no log', (t) => {
  const { events, shown } = start(t, ['log'])
  run(() => page.log('from beforeSend'))
  page.log({
    get trap() {
      page.log('from a getter that the SDK reads')
      return 1
    },
  })
  assert.equal(shown.length, 3)
  assert.deepEqual(
    events.map(({ fields }) => fields),
    [{ message: '{"trap":1}', log_origin: 'console' }],
  )
})

test('values that cannot be read do not reach the page as an exception', (t) => {
  const { addLog, events } = start(t, ['log'])
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  page.log(proxy, Symbol('s'), 1n)
  addLog({ at: NOW }, Object.create(null), 'info')
  assert.equal(events.at(-1)?.measurement, 'log')
})

test('the console is as before once collection has stopped', (t) => {
  const { shown, stop } = start(t, ['log'])
  const patched = page.log
  stop()
  assert.notEqual(page.log, patched)
  page.log('after')
  assert.deepEqual(shown, [['log', 'after']])
})
