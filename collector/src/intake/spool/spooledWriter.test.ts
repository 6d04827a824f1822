import assert from 'node:assert/strict'
import test from 'node:test'
import type { Batch, SpoolDirectory } from './spoolDirectory.ts'
import { SpoolFull } from './spoolDirectory.ts'
import type { SpooledWriter } from './spooledWriter.ts'
import { createSpooledWriter } from './spooledWriter.ts'

/** A spool in memory, of a bounded number of batches. */
function memorySpool(room: number): SpoolDirectory<string> & { aside: string[] } {
  const batches = new Map<string, Batch<string>>()
  const aside: string[] = []
  let last = 0
  return {
    aside,
    async append(batch) {
      if (batches.size >= room) {
        throw new SpoolFull('full')
      }
      batches.set(String(++last), batch)
    },
    findOldest: async () => batches.keys().next().value,
    read: async (name) => batches.get(name),
    probe: async () => undefined,
    async remove(name) {
      batches.delete(name)
    },
    async setAside(name) {
      aside.push(...(batches.get(name)?.rows ?? []))
      batches.delete(name)
    },
    get held() {
      const isFull = batches.size >= room
      return { batches: batches.size, bytes: 0, oldestAt: 0, isFull, droppedRows: 0 }
    },
  }
}

/** A database that is there or not, and refuses rows that are called so. */
function startDatabase(room = 10): {
  writer: SpooledWriter<string>
  spool: ReturnType<typeof memorySpool>
  stored: string[]
  tokens: Set<string>
  reports: string[]
  state: { isUp: boolean; answersAreLost: boolean }
} {
  const state = { isUp: true, answersAreLost: false }
  const stored: string[] = []
  const tokens = new Set<string>()
  const reports: string[] = []
  const spool = memorySpool(room)
  const writer = createSpooledWriter<string>({
    async insert(rows, token) {
      if (!state.isUp) {
        throw new Error('connection refused')
      }
      if (rows.includes('refused')) {
        throw new TypeError('refused')
      }
      if (!tokens.has(token)) {
        tokens.add(token)
        stored.push(...rows)
      }
      if (state.answersAreLost) {
        state.answersAreLost = false
        throw new Error('socket hang up')
      }
    },
    spool,
    isRefusal: (error) => error instanceof TypeError,
    report: (message) => reports.push(message),
  })
  return { writer, spool, stored, tokens, reports, state }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('while the database is there, nothing goes to the spool', async () => {
  const { writer, spool, stored } = startDatabase()
  await writer.write(['a'])
  assert.deepEqual([stored, spool.held.batches, writer.isAway], [['a'], 0, false])
  await writer.stop()
})

test('what arrives while it is away is replayed in its order when it is back', async () => {
  const { writer, spool, stored, reports, state } = startDatabase()
  state.isUp = false
  await writer.write(['a'])
  await writer.write(['b'])
  await writer.write(['c'])
  assert.deepEqual([stored, writer.isAway], [[], true])
  state.isUp = true
  await until(() => spool.held.batches === 0)
  assert.deepEqual([stored, writer.isAway], [['a', 'b', 'c'], false])
  await writer.write(['d'])
  assert.deepEqual(stored, ['a', 'b', 'c', 'd'])
  assert.deepEqual(reports, [
    'The database does not answer; events wait in the spool. Check the database and its disk.',
    'The database answers again; the spool is written to it. Nothing is to do.',
  ])
  await writer.stop()
})

test('an insert whose answer was lost is tried again with its token', async () => {
  const { writer, spool, stored, tokens, state } = startDatabase()
  state.answersAreLost = true
  await writer.write(['once'])
  await until(() => spool.held.batches === 0)
  assert.deepEqual([stored, tokens.size], [['once'], 1])
  await writer.stop()
})

test('rows that the database refuses are refused, and keep nothing else out', async () => {
  const { writer, spool, stored, state } = startDatabase()
  await assert.rejects(writer.write(['refused']), { message: 'refused' })
  assert.equal(writer.isAway, false)
  state.isUp = false
  await writer.write(['refused'])
  await writer.write(['a'])
  state.isUp = true
  await until(() => spool.held.batches === 0)
  assert.deepEqual([stored, spool.aside], [['a'], ['refused']])
  await writer.stop()
})

test('a full spool refuses; without any room the database is asked each time', async () => {
  const { writer, stored, state } = startDatabase(0)
  state.isUp = false
  await assert.rejects(writer.write(['a']), { message: 'full' })
  state.isUp = true
  await writer.write(['b'])
  assert.deepEqual([stored, writer.isAway], [['b'], false])
  await writer.stop()
})

test('a stop ends the waiting and leaves the rest on the disk', async () => {
  const { writer, spool, state } = startDatabase()
  state.isUp = false
  await writer.write(['a'])
  await writer.stop()
  assert.equal(spool.held.batches, 1)
})

function errorOf(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** Makes a method of the spool fail the first times that it is called. */
function failFirst(
  spool: ReturnType<typeof memorySpool>,
  name: FailingMethod,
  codes: string[],
): void {
  const method = spool[name] as (...args: unknown[]) => Promise<unknown>
  const failing = async (...args: unknown[]): Promise<unknown> => {
    const code = codes.shift()
    if (code !== undefined) {
      throw errorOf(code)
    }
    return method(...args)
  }
  Object.assign(spool, { [name]: failing })
}

type FailingMethod = 'findOldest' | 'read' | 'remove' | 'setAside'

test('what the disk refuses while the spool is replayed is tried again, and no batch is set aside for it', async () => {
  for (const [method, codes] of [
    ['read', ['EMFILE', 'EIO']],
    ['findOldest', ['EROFS', 'ENFILE']],
    ['remove', ['EROFS', 'EROFS']],
  ] as const) {
    const { writer, spool, stored, state, reports } = startDatabase()
    state.isUp = false
    await writer.write(['a'])
    await writer.write(['b'])
    failFirst(spool, method, [...codes])
    state.isUp = true
    await until(() => writer.spoolFailure !== undefined)
    await until(() => spool.held.batches === 0)
    assert.deepEqual([stored, spool.aside], [['a', 'b'], []], method)
    await until(() => writer.spoolFailure === undefined)
    const failures = reports.filter((message) => message.startsWith('The spool cannot be used'))
    assert.equal(failures.length, 1, method) // not one for each try
    await writer.stop()
  }
})

test('a batch that is stored and cannot be removed yet is not stored again', async () => {
  const { writer, spool, tokens, state } = startDatabase()
  state.isUp = false
  await writer.write(['a'])
  failFirst(spool, 'remove', ['EROFS', 'EROFS'])
  state.isUp = true
  await until(() => tokens.size === 1)
  tokens.clear() // a second insert would be seen
  await until(() => spool.held.batches === 0)
  assert.equal(tokens.size, 0)
  await writer.stop()
})
