import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { Store } from '../store/openStore.ts'
import { openStore } from '../store/openStore.ts'
import { withQueryLimits } from './queryProblem.ts'

const directory = makeDirectory()
let store: Store
let reader: Pick<Store, 'query'>

test.before(async () => {
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  reader = withQueryLimits(store)
})
test.after(async () => {
  await store.close()
  directory.remove()
})

async function problemOf(sql: string): Promise<HttpProblem> {
  try {
    await reader.query(sql)
  } catch (problem) {
    assert.ok(problem instanceof HttpProblem, String(problem))
    return problem
  }
  throw new Error('it was answered')
}

test('a query over its time is ended, and the answer says what to do', async () => {
  const problem = await problemOf(
    'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))',
  )
  assert.deepEqual([problem.status, problem.errorCode], [503, 'rum.queryTooLarge'])
  assert.match(problem.message, /narrower search/)
})

test('a query over its memory, or with too many rows, is ended as well', async () => {
  const memory = await problemOf(
    'SELECT uniqExact(number, toString(number)) FROM numbers(100000000)',
  )
  assert.equal(memory.errorCode, 'rum.queryTooLarge')
  const rows = await problemOf('SELECT number FROM numbers(200000)')
  assert.equal(
    rows.message,
    'the answer would be too large: choose a shorter range, an application or a narrower search',
  )
})

test('a query can change neither data nor its own limits', async () => {
  for (const statement of [
    'DROP TABLE rum.events',
    'TRUNCATE TABLE rum.events',
    "INSERT INTO rum.checkpoints VALUES ('x', 1, 1, 0)",
    'SELECT 1 SETTINGS max_execution_time = 0',
  ]) {
    await assert.rejects(store.query(statement), /readonly|read-only|READONLY/i, statement)
  }
})

test('another failure is told as it is', async () => {
  await assert.rejects(reader.query('SELECT nothing'), (error) => !(error instanceof HttpProblem))
})
