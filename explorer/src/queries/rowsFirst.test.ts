import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterRows, askFirst } from './rowsFirst.ts'

const never = new AbortController().signal

/** Rows that arrive or fail when the test says so. */
function createRows() {
  let arrive = (): void => {}
  let fail = (): void => {}
  const answer = new Promise<string>((resolve, reject) => {
    arrive = () => resolve('rows')
    fail = () => reject(new Error('busy'))
  })
  return { ask: () => answer, arrive: () => arrive(), fail: () => fail() }
}

test('other questions wait for rows that are asked for in the same moment, and not for a failure of theirs', async () => {
  for (const outcome of ['arrive', 'fail'] as const) {
    const rows = createRows()
    const order: string[] = []
    const other = afterRows(never).then(() => order.push('other'))
    const asked = askFirst(rows.ask).then(
      () => order.push('rows'),
      () => order.push('failure'),
    )
    rows[outcome]()
    await Promise.all([other, asked])
    assert.deepEqual(order, [outcome === 'arrive' ? 'rows' : 'failure', 'other'])
  }
})

test('without rows nothing waits, and slow rows hold nothing back for long', async (t) => {
  await afterRows(never)
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const rows = createRows()
  const asked = askFirst(rows.ask)
  const other = afterRows(never)
  t.mock.timers.tick(0)
  await Promise.resolve()
  t.mock.timers.tick(1500)
  await other
  rows.arrive()
  await asked
})

test('a question that was given up meanwhile is not asked', async () => {
  const abort = new AbortController()
  const other = afterRows(abort.signal)
  abort.abort()
  await assert.rejects(other, { name: 'AbortError' })
})
