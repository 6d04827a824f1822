import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { createBatch } from './batch.ts'
import type { Sender, SendResult } from './sender.ts'
import { startTransport } from './transport.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** An intake that answers what it is told to, and knows what it was sent. */
function recordingSender() {
  const sent: string[] = []
  const beacons: string[] = []
  const answers: ((result: SendResult) => void)[] = []
  let always: SendResult | undefined
  let takesBeacons = true
  const sender: Sender = {
    send(body) {
      sent.push(body)
      return always === undefined
        ? new Promise((resolve) => answers.push(resolve))
        : Promise.resolve(always)
    },
    sendAtExit(body) {
      if (takesBeacons) {
        beacons.push(body)
      }
      return takesBeacons
    },
  }
  return {
    sender,
    sent,
    beacons,
    alwaysAnswer(result: SendResult) {
      always = result
    },
    refuseBeacons() {
      takesBeacons = false
    },
    async answer(result: SendResult) {
      answers.shift()?.(result)
      await settled()
    },
  }
}

/** Until every promise that can is settled: the real clock, which the fake timers leave alone. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function start(t: TestContext, { readyState = 'complete' } = {}) {
  const page = fakePage(t, { readyState })
  t.mock.timers.enable({ apis: ['setTimeout'] })
  t.mock.method(Math, 'random', () => 1)
  const intake = recordingSender()
  const batch = createBatch({ bytes: 1000, count: 3 })
  const transport = startTransport({ batch, sender: intake.sender })
  t.after(() => {
    intake.alwaysAnswer('accepted')
    transport.stop()
  })
  return {
    ...intake,
    page,
    transport,
    async wait(duration: number) {
      // In steps: a timer may be set by what an answer to the one before it sets off.
      for (let left = duration; left > 0; left -= 500) {
        t.mock.timers.tick(Math.min(left, 500))
        await settled()
      }
    },
  }
}

async function startLoaded(t: TestContext) {
  const parts = start(t)
  await parts.wait(1)
  return parts
}

test('nothing is sent before the load event, however much there is', async (t) => {
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

test('what was added while the page loaded is sent a second after it', async (t) => {
  const { transport, sent, wait } = start(t)
  transport.add('line')
  await wait(SECOND - 500)
  assert.deepEqual(sent, [])
  await wait(SECOND)
  assert.deepEqual(sent, ['line'])
})

test('later lines wait three seconds for others', async (t) => {
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
  assert.deepEqual(sent, ['1\n2\n3'])
})

test('one request at a time, in order', async (t) => {
  const { transport, sent, answer } = await startLoaded(t)
  for (const line of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
    transport.add(line)
  }
  assert.deepEqual(sent, ['1\n2\n3'])
  await answer('accepted')
  assert.deepEqual(sent, ['1\n2\n3', '4\n5\n6'])
  await answer('accepted')
  assert.deepEqual(sent.at(-1), '7\n8\n9')
})

function addBatch({ transport }: ReturnType<typeof start>, name: string): void {
  for (const part of ['a', 'b', 'c']) {
    transport.add(name + part)
  }
}

test('a refused body is dropped, and the next one is sent', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  addBatch(parts, '2')
  await parts.answer('refused')
  assert.deepEqual(parts.sent, ['1a\n1b\n1c', '2a\n2b\n2c'])
})

test('a body that may succeed later is sent again, after 2, 4, 8 … seconds and then each minute', async (t) => {
  const parts = await startLoaded(t)
  parts.alwaysAnswer(0)
  addBatch(parts, '1')
  await settled()
  const pauses: number[] = []
  for (let tries = 1; tries < 9; tries++) {
    let waited = 0
    while (parts.sent.length === tries) {
      await parts.wait(500)
      waited += 500
    }
    pauses.push(waited / SECOND)
  }
  assert.deepEqual(pauses, [2, 4, 8, 16, 32, 60, 60, 60])
  assert.equal(new Set(parts.sent).size, 1)
})

test('pauses are spread over half of their length, so that pages do not come back together', async (t) => {
  const parts = await startLoaded(t)
  t.mock.method(Math, 'random', () => 0)
  parts.alwaysAnswer(0)
  addBatch(parts, '1')
  await settled()
  await parts.wait(SECOND)
  assert.equal(parts.sent.length, 2)
})

test('the pause is at least what the intake asks for, and ten minutes at most', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await parts.answer(30 * SECOND)
  await parts.wait(29.5 * SECOND)
  assert.equal(parts.sent.length, 1)
  await parts.wait(SECOND)
  assert.equal(parts.sent.length, 2)
  await parts.answer(1e12)
  await parts.wait(9 * MINUTE)
  assert.equal(parts.sent.length, 2)
  await parts.wait(MINUTE)
  assert.equal(parts.sent.length, 3)
})

test('what is added meanwhile does not cut the pause short', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  parts.transport.add('waits in the batch')
  await parts.answer(20 * SECOND)
  addBatch(parts, '2')
  parts.transport.add('more')
  await parts.wait(19 * SECOND)
  assert.equal(parts.sent.length, 1)
})

test('after a success the count of failures begins anew', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await parts.answer(0)
  await parts.wait(2 * SECOND)
  await parts.answer(0)
  await parts.wait(4 * SECOND)
  await parts.answer('accepted')
  addBatch(parts, '2')
  await parts.answer(0)
  await parts.wait(2 * SECOND)
  assert.equal(parts.sent.filter((body) => body.startsWith('2')).length, 2)
})

test('when the page is hidden, all that waits goes at once', async (t) => {
  const { transport, page, sent, beacons, wait } = await startLoaded(t)
  transport.add('last words')
  page.hide()
  assert.deepEqual([sent, beacons], [[], ['last words']])
  await wait(MINUTE)
  assert.deepEqual(sent, [])
})

test('a page that is left before its load event sends what it has', async (t) => {
  const { transport, page, beacons } = start(t, { readyState: 'loading' })
  transport.add('line')
  page.dispatch('pagehide')
  assert.deepEqual(beacons, ['line'])
})

test('at exit, what is on its way is not sent twice', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  addBatch(parts, '2')
  parts.transport.add('3')
  parts.page.hide()
  assert.deepEqual(parts.sent, ['1a\n1b\n1c'])
  assert.deepEqual(parts.beacons, ['2a\n2b\n2c', '3'])
  await parts.answer('accepted')
  await parts.wait(MINUTE)
  assert.equal(parts.sent.length, 1)
})

test('at exit, what pauses after a failure goes too', async (t) => {
  const parts = await startLoaded(t)
  addBatch(parts, '1')
  await parts.answer(0)
  parts.page.hide()
  assert.deepEqual(parts.beacons, ['1a\n1b\n1c'])
  await parts.wait(MINUTE)
  assert.equal(parts.sent.length, 1)
})

test('what the browser will not carry at exit is kept, and sent in the ordinary way', async (t) => {
  const parts = await startLoaded(t)
  parts.refuseBeacons()
  parts.transport.add('1')
  parts.page.hide()
  assert.deepEqual(parts.sent, ['1'])
  parts.transport.add('2')
  await parts.answer('accepted')
  await parts.wait(3 * SECOND)
  assert.deepEqual(parts.sent, ['1', '2'])
})

test('an outage piles up 200 bodies at most; the oldest are kept', async (t) => {
  const parts = await startLoaded(t)
  for (let line = 0; line < 250; line++) {
    parts.transport.add(`${line} ${'x'.repeat(24_576)}`)
  }
  await parts.answer('accepted')
  parts.alwaysAnswer('accepted')
  await parts.answer('accepted')
  await parts.wait(SECOND)
  assert.equal(parts.sent.length, 200)
  assert.deepEqual(
    parts.sent.map((body) => Number.parseInt(body, 10)),
    parts.sent.map((_, index) => index),
  )
})

test('stop sends what waits, and listens to nothing more', async (t) => {
  const { transport, page, sent, beacons, alwaysAnswer } = await startLoaded(t)
  alwaysAnswer('accepted')
  transport.add('line')
  transport.stop()
  await settled()
  assert.deepEqual(sent, ['line'])
  page.hide()
  assert.deepEqual(beacons, [])
})
