import assert from 'node:assert/strict'
import test from 'node:test'
import type { Store } from './openStore.ts'
import { createSettings } from './settings.ts'

interface StoredRow {
  kind: string
  id: string
  body: string
  version: number
  deleted: number
}

/** A table of which the highest version of each id counts. */
function createTable() {
  const rows = new Map<string, StoredRow>()
  let reads = 0
  let isBroken = false
  const store: Pick<Store, 'query' | 'insert' | 'deleteRows'> = {
    async query<Row>(_sql: string, parameters: Record<string, unknown> = {}) {
      reads++
      const found = [...rows.values()].filter(
        ({ kind, deleted }) => kind === parameters['kind'] && deleted === 0,
      )
      return found.map((row) => ({ ...row })) as Row[]
    },
    async insert(_table, written) {
      for (const row of written as unknown as StoredRow[]) {
        const former = rows.get(row.id)
        if (former === undefined || former.version <= row.version) {
          rows.set(row.id, row)
        }
      }
      if (isBroken) {
        throw new Error('the answer was lost')
      }
    },
    async deleteRows() {},
  }
  return {
    store,
    loseAnswers: () => {
      isBroken = true
    },
    get reads() {
      return reads
    },
  }
}

function createClock() {
  const clock = { time: 1_000_000 }
  return { clock, clocks: { now: () => clock.time, monotonic: () => clock.time } }
}

test('a thousand writes read their kind once, and each is seen at once', async () => {
  const table = createTable()
  const settings = createSettings(table.store, createClock().clocks)
  for (let index = 0; index < 1000; index++) {
    await settings.write('rule', `r${index}`, { index })
    assert.deepEqual((await settings.list('rule')).get(`r${index}`), { index })
  }
  await settings.removeAll('rule', ['r0', 'r1'])
  const all = await settings.list('rule')
  assert.deepEqual([all.size, all.has('r0'), table.reads], [998, false, 1])
})

test('a row that another collector wrote counts once the kind is read again, also where its version is the later one', async () => {
  const table = createTable()
  const { clock, clocks } = createClock()
  const ours = createSettings(table.store, clocks)
  const theirs = createSettings(table.store, { ...clocks, now: () => clock.time + 60_000 })
  await ours.write('rule', 'r', 'ours')
  await theirs.write('rule', 'r', 'theirs')
  assert.equal((await ours.list('rule')).get('r'), 'ours')
  assert.equal((await ours.listNow('rule')).get('r'), 'theirs')
  assert.equal((await ours.list('rule')).get('r'), 'theirs')
  await ours.write('rule', 'r', 'ours again')
  clock.time += 5000
  assert.equal((await ours.list('rule')).get('r'), 'ours again')
})

test('after a write whose answer was lost, the kind is read again', async () => {
  const table = createTable()
  const settings = createSettings(table.store, createClock().clocks)
  await settings.list('rule')
  table.loseAnswers()
  await assert.rejects(settings.write('rule', 'r', 'stored'), /the answer was lost/)
  assert.equal((await settings.list('rule')).get('r'), 'stored')
})
