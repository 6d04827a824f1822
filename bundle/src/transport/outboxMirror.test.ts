import assert from 'node:assert/strict'
import test from 'node:test'
import { memoryStorage } from './outboxStorage.testkit.ts'
import { addBatch, DAY, MINUTE, NOW, SECOND, settled, startLoaded } from './transport.testkit.ts'

const toId = (time: number, page: string) => time.toString(36) + page

test('an outage fills the outbox up to its limit; older events are dropped and counted', async (t) => {
  const parts = await startLoaded(t, { maxBytes: 20 })
  addBatch(parts, '1')
  await settled()
  await parts.answer(0)
  addBatch(parts, '2')
  addBatch(parts, '3')
  parts.answerEach(() => 'accepted')
  await parts.wait(2 * SECOND)
  parts.transport.add('view fields 12')
  await parts.wait(MINUTE)
  assert.deepEqual(parts.sent.slice(1), ['2a\n2b\n2c\n3a\n3b\n3c', 'view fields,dropped_full=3 12'])
  parts.transport.add('view fields 13')
  await parts.wait(MINUTE)
  assert.equal(parts.sent.pop(), 'view fields 13')
})

test('refused events are counted and reported by the next accepted line', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  await parts.answer('refused')
  parts.transport.add('view fields 12')
  await parts.wait(3 * SECOND)
  assert.equal(parts.sent.pop(), 'view fields,dropped_refused=3 12')
})

test('an event is stored within half a second, and deleted once the intake has it', async (t) => {
  const parts = await startLoaded(t)
  parts.transport.add('1')
  parts.transport.add('2')
  await parts.wait(SECOND / 2)
  assert.deepEqual([...parts.saved.values()], [['1', '2']])
  parts.transport.flush()
  await settled()
  await parts.answer('accepted')
  await parts.wait(SECOND / 2)
  assert.deepEqual([parts.saved.size, parts.savedNow.size], [0, 0])
})

test('all unacknowledged events are stored before the page exits', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  parts.transport.add('2')
  parts.page.dispatch('pagehide')
  assert.deepEqual([...parts.savedNow.values()], [['1a', '1b', '1c'], ['2']])
  assert.deepEqual([...parts.owned], [])
})

test('a page that was only hidden deletes the stored copy once the intake has it', async (t) => {
  const parts = await startLoaded(t)
  parts.transport.add('1')
  parts.page.hide()
  assert.equal(parts.savedNow.size, 1)
  await parts.answer('accepted')
  await parts.wait(SECOND)
  assert.deepEqual([parts.saved.size, parts.savedNow.size], [0, 0])
})

test('events of earlier pages are sent first, oldest first', async (t) => {
  const memory = memoryStorage({
    [toId(NOW - 10, 'page b')]: ['b'],
    [toId(NOW - 20, 'page a')]: ['a'],
    [toId(NOW - 5, 'page a')]: ['a2'],
  })
  const parts = await startLoaded(t, { memory })
  parts.alwaysAnswer('accepted')
  await parts.wait(3 * SECOND)
  parts.transport.add('own')
  await parts.wait(2 * SECOND)
  assert.deepEqual(parts.sent, ['a\nb\na2', 'own'])
  assert.equal(parts.saved.size, 0)
})

test('events of earlier pages do not take the space of new events at exit', async (t) => {
  const memory = memoryStorage({ [toId(NOW - 10, 'page a')]: ['a'] })
  const parts = await startLoaded(t, { memory })
  await settled()
  parts.transport.add('own')
  parts.page.dispatch('pagehide')
  assert.deepEqual([parts.atExit, parts.saved.size], [['own'], 1])
})

test('events that a living page has stored are not taken over', async (t) => {
  const memory = memoryStorage({ [toId(NOW - 10, 'other tab')]: ['b'] })
  memory.owned.add('other tab')
  const parts = await startLoaded(t, { memory })
  parts.alwaysAnswer('accepted')
  await parts.wait(MINUTE)
  assert.deepEqual([parts.sent, parts.saved.size], [[], 1])
})

test('events that a leaving page releases late are still taken over, once', async (t) => {
  const memory = memoryStorage({
    [toId(NOW - 10, 'leaving')]: ['b'],
    [toId(NOW - 5, 'gone')]: ['c'],
  })
  memory.owned.add('leaving')
  const parts = await startLoaded(t, { memory })
  await parts.wait(2 * SECOND)
  memory.owned.clear() // no page owns anything in a browser without locks
  await parts.answer(20 * SECOND)
  parts.alwaysAnswer('accepted')
  await parts.wait(MINUTE)
  await parts.wait(MINUTE)
  assert.deepEqual([parts.accepted(), parts.saved.size], [['b', 'c'], 0])
})

test('events older than a week are dropped and counted', async (t) => {
  const memory = memoryStorage({ [toId(NOW - 8 * DAY, 'page a')]: ['a', 'b'] })
  const parts = await startLoaded(t, { memory })
  parts.alwaysAnswer('accepted')
  await parts.wait(3 * SECOND)
  parts.transport.add('view fields 12')
  await parts.wait(2 * SECOND)
  assert.deepEqual([parts.sent, parts.saved.size], [['view fields,dropped_old=2 12'], 0])
})

test('erase deletes waiting and stored events', async (t) => {
  const parts = await startLoaded(t)
  parts.transport.add('1')
  await parts.wait(SECOND / 2)
  parts.transport.erase()
  await parts.wait(MINUTE)
  parts.page.hide()
  assert.deepEqual([parts.sent, parts.atExit, parts.saved.size], [[], [], 0])
})
