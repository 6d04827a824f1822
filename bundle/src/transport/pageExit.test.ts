import assert from 'node:assert/strict'
import test from 'node:test'
import { trackPageExit } from '../browser/pageExit.ts'
import { addBatch, MINUTE, SECOND, settled, start, startLoaded } from './transport.testkit.ts'

test('hiding the page sends all waiting events at once', async (t) => {
  const { transport, page, sent, atExit, wait } = await startLoaded(t)
  transport.add('last words')
  page.hide()
  assert.deepEqual([sent, atExit], [[], ['last words']])
  await wait(MINUTE)
  assert.deepEqual(sent, [])
})

test('a request that fails while the page is hidden is sent again if the page survives', async (t) => {
  const parts = await startLoaded(t)
  parts.transport.add('last words')
  parts.page.hide()
  await parts.answer(0)
  await parts.wait(SECOND)
  assert.deepEqual(parts.sent, ['last words'])
})

test('a page that is left before its load event sends its events', async (t) => {
  const { transport, page, atExit } = start(t, { readyState: 'loading' })
  transport.add('line')
  page.dispatch('pagehide')
  assert.deepEqual(atExit, ['line'])
})

test('events that the page adds in its own exit handlers are sent, too', async (t) => {
  const { transport, page, atExit } = await startLoaded(t)
  page.window.addEventListener('pagehide', () => transport.add('from a handler after ours'))
  page.dispatch('pagehide')
  await settled()
  assert.deepEqual(atExit, ['from a handler after ours'])
})

test('leaving counts as one exit, although the page also becomes hidden', async (t) => {
  const { transport, page, atExit } = await startLoaded(t)
  const exits: string[] = []
  trackPageExit(() => exits.push('exit'))
  transport.add('line')
  page.dispatch('pagehide')
  page.hide()
  assert.deepEqual([exits, atExit], [['exit'], ['line']])
})

test('an exit does not resend events that are being sent', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  addBatch(parts, '2')
  parts.transport.add('3')
  parts.page.hide()
  assert.deepEqual(parts.sent, ['1a\n1b\n1c'])
  assert.deepEqual(parts.atExit, ['2a\n2b\n2c', '3'])
  await parts.answer('accepted')
  await parts.answer('accepted')
  await parts.answer('accepted')
  await parts.wait(MINUTE)
  assert.equal(parts.sent.length, 1)
})

test('an exit sends events that are being compressed without compression, once', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  parts.page.dispatch('pagehide')
  assert.deepEqual(parts.atExit, ['1a\n1b\n1c'])
  await settled()
  assert.deepEqual(parts.sent, [])
})

test('an exit also sends events that are waiting after a failure', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await settled()
  await parts.answer(0)
  parts.page.hide()
  assert.deepEqual(parts.atExit, ['1a\n1b\n1c'])
})
