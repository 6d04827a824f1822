import assert from 'node:assert/strict'
import test from 'node:test'
import { INTAKE, MINUTE, SECOND, settled, start, startLoaded } from './transport.testkit.ts'

test('sends nothing before the load event, however many events wait', async (t) => {
  const { transport, page, sent, wait, alwaysAnswer } = start(t, { readyState: 'interactive' })
  alwaysAnswer('accepted')
  for (let line = 0; line < 7; line++) {
    transport.add(`line ${line}`)
  }
  await wait(MINUTE)
  assert.deepEqual(sent, [])
  page.load()
  await wait(1)
  await wait(SECOND - 1)
  assert.deepEqual(sent, [])
  await wait(1)
  assert.equal(sent.join('\n').split('\n').length, 7)
})

test('sends events from the page load one second after the load event', async (t) => {
  const { transport, sent, wait } = start(t)
  transport.add('line')
  await wait(SECOND - 500)
  assert.deepEqual(sent, [])
  await wait(SECOND)
  assert.deepEqual(sent, ['line'])
})

test('later lines wait three seconds for more', async (t) => {
  const { transport, sent, wait, alwaysAnswer } = await startLoaded(t)
  alwaysAnswer('accepted')
  await wait(5 * SECOND)
  transport.add('one')
  await wait(2 * SECOND)
  transport.add('two')
  assert.deepEqual(sent, [])
  await wait(SECOND)
  assert.deepEqual(sent, ['one\ntwo'])
  await wait(MINUTE)
  assert.equal(sent.length, 1)
})

test('a full batch does not wait', async (t) => {
  const { transport, sent } = await startLoaded(t)
  transport.add('1')
  transport.add('2')
  assert.deepEqual(sent, [])
  transport.add('3')
  await settled()
  assert.deepEqual(sent, ['1\n2\n3'])
})

test('sends one request at a time, in order; events that wait meanwhile share the next one', async (t) => {
  const { transport, sent, answer } = await startLoaded(t)
  for (const line of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
    transport.add(line)
  }
  await settled()
  assert.deepEqual(sent, ['1\n2\n3'])
  await answer('accepted')
  assert.deepEqual(sent, ['1\n2\n3', '4\n5\n6\n7\n8\n9'])
})

test('flush sends waiting events at once', async (t) => {
  const { transport, sent } = await startLoaded(t)
  transport.add('line')
  transport.flush()
  await settled()
  assert.deepEqual(sent, ['line'])
})

test('stop sends waiting events and removes all listeners', async (t) => {
  const { transport, page, sent, atExit, owned, alwaysAnswer } = await startLoaded(t)
  alwaysAnswer('accepted')
  transport.add('line')
  transport.stop()
  await settled()
  assert.deepEqual([sent, owned.size], [['line'], 0])
  page.hide()
  assert.deepEqual(atExit, [])
})

test('stops sending and stores events after one violation of the enforced policy for the intake', async (t) => {
  const violate = (disposition: string, blockedURI: string) =>
    document.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), { disposition, blockedURI }),
    )
  const { transport, page, sent, atExit, answer, wait, saved } = await startLoaded(t)
  transport.add('kept')
  await wait(5 * SECOND)
  violate('report', INTAKE)
  violate('enforce', 'https://ads.example/')
  await answer(0)
  await wait(2 * SECOND)
  assert.equal(sent.length, 2)
  violate('enforce', INTAKE)
  await answer(0)
  await wait(5 * MINUTE)
  page.hide()
  page.dispatch('pagehide')
  assert.deepEqual([sent.length, atExit], [2, []])
  assert.deepEqual([...saved.values()], [['kept']])
})

test('logs and events of one batch leave in requests of their own, and a failed one is sent again', async (t) => {
  const parts = await startLoaded(t)
  for (const line of ['browser_log a', 'view b', 'browser_log c']) {
    parts.transport.add(line)
  }
  await parts.answer(0)
  assert.deepEqual(parts.sent, ['browser_log a\nbrowser_log c'])
  parts.alwaysAnswer('accepted')
  await parts.wait(2 * SECOND)
  assert.deepEqual(parts.sent.slice(1), ['browser_log a\nbrowser_log c', 'view b'])
  assert.deepEqual(parts.accepted(), ['browser_log a', 'browser_log c', 'view b'])
})

test('logs and events that the page is left with are both handed over', async (t) => {
  const parts = await startLoaded(t)
  parts.transport.add('browser_log a')
  parts.transport.add('view b')
  parts.page.hide()
  assert.deepEqual(parts.atExit, ['browser_log a', 'view b'])
})
