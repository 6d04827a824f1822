import assert from 'node:assert/strict'
import test from 'node:test'
import { addBatch, failTimes, MINUTE, SECOND, settled, startLoaded } from './transport.testkit.ts'

test('a refused body is dropped, and the next one is sent', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  addBatch(parts, '2')
  await settled()
  await parts.answer('refused')
  assert.deepEqual(parts.sent, ['1a\n1b\n1c', '2a\n2b\n2c'])
})

test('a failed request is retried after 1, 2, 4 … 32 seconds and then every minute', async (t) => {
  const parts = await startLoaded(t)
  parts.alwaysAnswer(0)
  addBatch(parts, '1')
  await settled()
  const pauses: number[] = []
  for (let tries = 1; tries < 10; tries++) {
    let waited = 0
    while (parts.sent.length === tries) {
      await parts.wait(500)
      waited += 500
    }
    pauses.push(waited / SECOND)
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60])
  assert.equal(new Set(parts.sent).size, 1)
})

test('pauses are longer by up to a half, so that pages do not retry together', async (t) => {
  const parts = await startLoaded(t)
  t.mock.method(Math, 'random', () => 1)
  parts.alwaysAnswer(0)
  addBatch(parts, '1')
  await settled()
  await parts.wait(1.4 * SECOND)
  assert.equal(parts.sent.length, 1)
  await parts.wait(0.1 * SECOND)
  assert.equal(parts.sent.length, 2)
})

test('the pause is at least as long as the intake asks', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  await parts.answer(30 * SECOND)
  await parts.wait(29.5 * SECOND)
  assert.equal(parts.sent.length, 1)
  await parts.wait(SECOND)
  assert.equal(parts.sent.length, 2)
})

test('new events do not shorten the pause', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  parts.transport.add('waits in the batch')
  await parts.answer(20 * SECOND)
  addBatch(parts, '2')
  parts.transport.add('more')
  await parts.wait(19 * SECOND)
  assert.equal(parts.sent.length, 1)
})

test('a success resets the count of failures', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  await parts.answer(0)
  await parts.wait(2 * SECOND)
  await parts.answer(0)
  await parts.wait(4 * SECOND)
  await parts.answer('accepted')
  addBatch(parts, '2')
  await settled()
  await parts.answer(0)
  await parts.wait(2 * SECOND)
  assert.equal(parts.sent.filter((body) => body.startsWith('2')).length, 2)
})

test('a returning network and a returning user end the pause', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await failTimes(parts, 4)
  parts.page.dispatch('online')
  await settled()
  assert.equal(parts.sent.length, 5)
  await parts.answer(0)
  parts.page.show()
  await settled()
  assert.equal(parts.sent.length, 6)
})

test('an unavailable intake gets one request a minute, whatever wakes the retry', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await failTimes(parts, 7)
  for (let second = 0; second < 59; second++) {
    parts.page.show()
    parts.page.hide()
    parts.page.dispatch('online')
    await parts.wait(SECOND)
  }
  assert.deepEqual([parts.sent.length, parts.atExit.length], [7, 0])
  await parts.wait(SECOND)
  assert.equal(parts.sent.length, 8)
})

test('a page that exits sends one more request to an unavailable intake', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await failTimes(parts, 7)
  parts.page.dispatch('pagehide')
  assert.deepEqual(parts.atExit, ['1a\n1b\n1c'])
})

test('nothing shortens a pause that the intake asked for, not even an exit', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  await parts.answer(30 * SECOND)
  parts.page.dispatch('online')
  await settled()
  parts.page.hide()
  parts.page.show()
  parts.page.dispatch('pagehide')
  assert.deepEqual([parts.sent.length, parts.atExit.length], [1, 0])
})

test('a refused batch is halved until only the bad line is dropped', async (t) => {
  const parts = await startLoaded(t)
  parts.answerEach((body) => (body.includes('bad') ? 'unreadable' : 'accepted'))
  parts.transport.add('1')
  parts.transport.add('bad')
  parts.transport.add('3')
  await parts.wait(MINUTE)
  assert.deepEqual(parts.accepted(), ['1', '3'])
})

test('an intake that refuses everything does not get each line separately', async (t) => {
  const parts = await startLoaded(t)
  parts.answerEach(() => 'unreadable')
  for (let batch = 0; batch < 20; batch++) {
    addBatch(parts, String(batch))
  }
  await parts.wait(MINUTE)
  assert.ok(parts.sent.length < 40, String(parts.sent.length))
})
