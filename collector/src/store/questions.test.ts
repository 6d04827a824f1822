import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDatabase } from './database.ts'
import type { QueryParameters, Store } from './openStore.ts'
import { openStore } from './openStore.ts'

const directory = makeDirectory()
let store: Store

test.before(async () => {
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
})
test.after(async () => {
  await store.close()
  directory.remove()
})

/** Runs into the limit of ten seconds, unless it is ended before. Within the limit of rows that a statement may read. */
const ENDLESS = `SELECT count() FROM numbers(1900000000)
WHERE NOT ignore({x:String}, ${'sipHash128('.repeat(8)}number${')'.repeat(8)})`
const TIME_LIMIT = /Timeout exceeded|TIMEOUT_EXCEEDED/

function askEndless(name: string): { gone: AbortController; outcome: Promise<unknown> } {
  const gone = new AbortController()
  const asked = store.query(ENDLESS, { x: name }, { name, signal: gone.signal })
  return { gone, outcome: asked.catch((error: unknown) => error) }
}

async function countRunning(): Promise<number> {
  const rows = await store.querySmall(
    "SELECT 1 FROM system.processes WHERE Settings['log_comment'] LIKE 'reader%'",
  )
  return rows.length
}

async function untilRunning(count: number): Promise<void> {
  while ((await countRunning()) !== count) {
    // The engine was asked: it had its turn.
  }
}

/** Starts a statement that its time limit ends before every later one, unless a later one is ended otherwise. */
async function startRival(): Promise<ReturnType<typeof askEndless>> {
  await untilRunning(0) // an ended statement stays in the engine's list for a moment
  const rival = askEndless('rival')
  await untilRunning(1)
  return rival
}

test('the engine ends a statement that nobody waits for', async () => {
  const rival = await startRival()
  const { gone, outcome } = askEndless('ada')
  await untilRunning(2)
  gone.abort(new Error('gone'))
  assert.deepEqual(await Promise.race([rival.outcome, outcome]), new Error('gone'))
  rival.gone.abort(new Error('left'))
  assert.deepEqual(await rival.outcome, new Error('left'))
})

test('a statement is ended as well if nobody waits from its first moment', async () => {
  const rival = await startRival()
  const { gone, outcome } = askEndless('ada')
  gone.abort(new Error('gone'))
  assert.deepEqual(await Promise.race([rival.outcome, outcome]), new Error('gone'))
  rival.gone.abort(new Error('left'))
  assert.deepEqual(await rival.outcome, new Error('left'))
})

test('thirty abandoned questions delay neither the next question nor what the collector asks itself', async () => {
  const asked = Array.from({ length: 30 }, () => askEndless('ada'))
  await untilRunning(2)
  assert.deepEqual(await store.querySmall('SELECT {x:String} AS x', { x: 'small' }), [
    { x: 'small' },
  ])
  for (const { gone } of asked) {
    gone.abort(new Error('gone'))
  }
  assert.deepEqual(await store.query('SELECT 1 AS x', {}, { name: 'ada' }), [{ x: 1 }])
  const outcomes = await Promise.all(asked.map(({ outcome }) => outcome))
  assert.ok(outcomes.every((error) => !TIME_LIMIT.test(String(error))))
})

test('a question with parameters is answered beside the slow ones of somebody else', async () => {
  await untilRunning(0)
  const slow = [askEndless('ada'), askEndless('ada'), askEndless('ada')]
  await untilRunning(2) // half of the readers
  const quick = store.query('SELECT {x:String} AS x', { x: 'quick' }, { name: 'bob' })
  const first = await Promise.race([quick, ...slow.map(({ outcome }) => outcome)])
  assert.deepEqual(first, [{ x: 'quick' }])
  for (const { gone } of slow) {
    gone.abort(new Error('gone'))
  }
  await Promise.all(slow.map(({ outcome }) => outcome))
})

async function echo(types: string, parameters: QueryParameters): Promise<unknown> {
  const [row] = await store.query(`SELECT ${types}`, parameters)
  return row
}

test('values come back as they were, whatever they hold', async () => {
  const text = fc.string({ unit: 'binary' })
  const special = fc.constantFrom(
    "'",
    '\\',
    "\\'",
    '\0',
    '\t',
    '\n',
    '\r',
    ';',
    '--',
    '{x:String}',
    ']',
    '\\N',
  )
  const mixed = fc.array(fc.oneof(special, text), { maxLength: 6 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(mixed, fc.array(mixed), fc.integer(), async (x, list, whole) => {
      assert.deepEqual(
        await echo('{x:String} AS x, {list:Array(String)} AS list, {whole:Int64} AS whole', {
          x,
          list,
          whole,
        }),
        { x, list, whole },
      )
    }),
    { numRuns: 200 },
  )
})

test('a long list of long texts is a value', async () => {
  const list = Array.from({ length: 1000 }, (_, index) => `${index}`.padEnd(1024, 'é'))
  assert.deepEqual(await echo('length({list:Array(String)}) AS n', { list }), { n: 1000 })
})

test('a parameter without a value is a fault, and never the value of the question before', async () => {
  await echo('{scope:String} AS x', { scope: 'of ada' })
  for (let reader = 0; reader < 3; reader++) {
    await assert.rejects(store.query('SELECT {scope:String} AS x'), /parameter scope has no value/)
  }
})

test('rows of a question that failed are not part of the next answer', async () => {
  const failing = 'SELECT number, throwIf(number = 90000) FROM numbers(100000)'
  for (let round = 0; round < 6; round++) {
    await assert.rejects(store.query(failing))
    assert.deepEqual(await store.query('SELECT 1 AS x'), [{ x: 1 }])
  }
})
