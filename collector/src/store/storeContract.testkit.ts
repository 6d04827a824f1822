import assert from 'node:assert/strict'
import test from 'node:test'
import type { Measurement } from '../../../protocol/measurements.ts'
import { createSessionDeletion } from '../erasure/sessionDeletion.ts'
import type { Database } from './database.ts'
import { toEventRow } from './eventRow.ts'
import { isRefusal } from './isRefusal.ts'
import type { Store } from './openStore.ts'
import { openStore } from './openStore.ts'
import { compareRollUps } from './rollUps.testkit.ts'
import type { StoredRow } from './storedRow.ts'
import { toStoredRow } from './storedRow.ts'

const now = Date.now()

export function rowOf(
  measurement: Measurement,
  tags: Record<string, string>,
  fields: Record<string, string | number>,
): StoredRow {
  const received = { time: now, receivedAt: now, retentionDays: 30, arrival: {} }
  const point = { measurement, tags: { app_id: 'shop', ...tags }, fields, ...received }
  return toStoredRow(toEventRow(point))
}

export function rowsOf(session: string, count: number): StoredRow[] {
  return Array.from({ length: count }, (_, index) =>
    rowOf('action', { session_id: session }, { event_id: `${session}-${index}`, action_name: 'x' }),
  )
}

/** A row that the engine refuses. */
function withoutType({ event, health }: StoredRow): StoredRow {
  return { event: JSON.stringify(JSON.parse(event).with(1, 'no such type')), health }
}

async function countOf(store: Store, session: string): Promise<number> {
  const [row] = await store.query<{ rows: string | number }>(
    'SELECT count() AS rows FROM rum.events WHERE session_id = {session:String}',
    { session },
  )
  return Number(row?.rows)
}

interface Place {
  open(): Promise<Database>
  end(): Promise<void>
}

/** Tests what the rest of the collector relies on, wherever the data are. */
export function defineContract(name: string, start: () => Promise<Place>): void {
  let place: Place
  let store: Store
  let events = ''
  const contract: Contract = {
    name,
    get store() {
      return store
    },
    get events() {
      return events
    },
  }

  test.before(async () => {
    place = await start()
    const database = await place.open()
    events = database.dialect.stored('events')
    store = await openStore(database)
  })
  test.after(async () => {
    await store.close()
    await place.end()
  })
  defineReads(contract)
  defineWrites(contract)
  defineDeletions(contract)

  test(`${name}: two starts at once make one schema`, async () => {
    const others = await Promise.all([openStore(await place.open()), openStore(await place.open())])
    assert.equal(await countOf(others[0], 'written'), 250)
    await Promise.all(others.map((other) => other.close()))
  })
}

interface Contract {
  name: string
  /** From the first test on. */
  readonly store: Store
  /** The table that holds the events' rows. */
  readonly events: string
}

function defineReads(contract: Contract): void {
  const { name } = contract
  test(`${name}: rows that were written are read, and rolled up`, async () => {
    await contract.store.writeEvents(rowsOf('written', 250))
    assert.equal(await countOf(contract.store, 'written'), 250)
    assert.deepEqual(await compareRollUps(contract.store), [])
  })

  test(`${name}: parameters are values, whatever they hold`, async () => {
    const texts = [
      "'; DROP TABLE rum.events; --",
      '\\',
      '\\n',
      'a\tb\nc\r\0',
      '{p:String}',
      'ü 😀',
      "it's",
      '',
    ]
    for (const text of texts) {
      assert.deepEqual(await contract.store.query('SELECT {text:String} AS text', { text }), [
        { text },
      ])
    }
    assert.deepEqual(
      await contract.store.query('SELECT {texts:Array(String)} AS texts', { texts }),
      [{ texts }],
    )
    assert.deepEqual(
      await contract.store.query('SELECT {a:Int64} AS a, {b:Float64} AS b', {
        a: -1_767_225_600_123,
        b: 0.5,
      }),
      [{ a: -1_767_225_600_123, b: 0.5 }],
    )
  })

  test(`${name}: a reader cannot write, nor lift its limits`, async () => {
    for (const sql of [
      'DROP TABLE rum.events',
      'SELECT 1 SETTINGS max_execution_time = 0',
      "INSERT INTO rum.checkpoints (name) VALUES ('x')",
    ]) {
      await assert.rejects(contract.store.query(sql), /READONLY|readonly/, sql)
    }
    assert.deepEqual(
      await contract.store.query(
        "SELECT value FROM system.settings WHERE name IN ('max_execution_time', 'readonly') ORDER BY name",
      ),
      [{ value: '10' }, { value: '1' }],
    )
  })

  test(`${name}: a statement that fails says why, and the next one runs`, async () => {
    await assert.rejects(contract.store.query('SELECT nothing FROM rum.events'), /nothing/)
    await assert.rejects(contract.store.query('SELEC 1'), /[Ss]yntax/)
    assert.deepEqual(await contract.store.query('SELECT 1 AS one'), [{ one: 1 }])
  })
}

function defineWrites(contract: Contract): void {
  const { name } = contract
  test(`${name}: an insert that is tried again with its token stores nothing twice`, async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await contract.store.writeEvents(rowsOf('again', 10), 'token-of-again')
    }
    assert.equal(await countOf(contract.store, 'again'), 10)
    assert.deepEqual(await compareRollUps(contract.store), [])
  })

  test(`${name}: a view's health is stored before the view, and once, however often it comes`, async () => {
    const view = (update: number, fields: Record<string, string | number> = {}): StoredRow =>
      rowOf('view', { session_id: 'healthy', view_id: 'v' }, { view_update: update, ...fields })
    const crash = { session_sid: 'sid', session_seq: 1e13 + 5, session_status: 'crashed' }
    const rows = [
      view(1, crash),
      view(2),
      view(3, { ...crash, session_seq: 7, session_status: 'ok' }),
    ]
    const broken = withoutType(view(4))
    await assert.rejects(contract.store.writeEvents([...rows, broken], 'token-of-half-healthy'))
    const records = 'SELECT status, toString(seq) AS seq FROM rum.session_health FINAL'
    assert.deepEqual(await contract.store.query(records), [
      { status: 'crashed', seq: '10000000000005' },
    ])
    assert.equal(await countOf(contract.store, 'healthy'), 0)
    await contract.store.writeEvents(rows, 'token-of-healthy')
    await contract.store.writeEvents(rows.toReversed(), 'token-of-healthy-again')
    assert.deepEqual(await contract.store.query(records), [
      { status: 'crashed', seq: '10000000000005' },
    ])
  })

  test(`${name}: rows that cannot be read are refused for good, those after them are stored`, async () => {
    const bad = rowsOf('bad', 1).map(withoutType)
    await assert.rejects(contract.store.writeEvents(bad, 'token-of-bad'), isRefusal)
    await contract.store.writeEvents(rowsOf('good', 1), 'token-of-good')
    assert.equal(await countOf(contract.store, 'good'), 1)
  })

  test(`${name}: small tables keep what is inserted until it is deleted`, async () => {
    const rows = ['x', "'y'"].map((id) => ({
      at: now,
      id,
      actor: '',
      act: '',
      subject: '',
      details: '',
    }))
    await contract.store.insert('audit', rows)
    const ids = 'SELECT id FROM rum.audit ORDER BY id'
    assert.deepEqual(await contract.store.query(ids), [{ id: "'y'" }, { id: 'x' }])
    await contract.store.deleteRows({
      table: 'audit',
      condition: 'id = {id:String}',
      parameters: { id: "'y'" },
    })
    assert.deepEqual(await contract.store.query(ids), [{ id: 'x' }])
  })
}

function defineDeletions(contract: Contract): void {
  const { name } = contract
  test(`${name}: rows that were deleted can be written again`, async () => {
    await contract.store.writeEvents(rowsOf('deleted', 10))
    await contract.store.maintain(async (writer) => {
      const query = `ALTER TABLE ${contract.events} DELETE WHERE session_id = 'deleted' SETTINGS mutations_sync = 2`
      await writer.command({ query })
    })
    assert.equal(await countOf(contract.store, 'deleted'), 0)
    await contract.store.writeEvents(rowsOf('deleted', 10))
    assert.equal(await countOf(contract.store, 'deleted'), 10)
  })

  test(`${name}: one user's data is deleted from every table, and can be written again`, async () => {
    const rows = ['gone', 'kept'].flatMap((user) =>
      (['view', 'action'] as const).map((measurement) =>
        rowOf(
          measurement,
          { session_id: `of-${user}`, userid: user },
          { event_id: `${user}-${measurement}`, session_sid: `sid-${user}` },
        ),
      ),
    )
    const left = async (): Promise<unknown[]> =>
      await Promise.all(
        ['events', 'sessions', 'session_health'].map(async (table) => {
          const found = await contract.store.query<{ id: string }>(
            `SELECT DISTINCT session_id AS id FROM rum.${table} WHERE session_id LIKE 'of-%' ORDER BY id`,
          )
          return found.map(({ id }) => id)
        }),
      )
    await contract.store.writeEvents(rows)
    const deletion = createSessionDeletion(contract.store)
    const target = { appId: undefined, userId: 'gone' }
    const { keys, ...found } = await deletion.find(target)
    assert.deepEqual(found, { sessions: 1, events: 2 })
    const watch = { onProgress: () => undefined, signal: new AbortController().signal }
    await deletion.deleteAll(target, keys, watch)
    assert.deepEqual(await left(), [['of-kept'], ['of-kept'], ['of-kept']])
    await contract.store.checkpoint()
    assert.deepEqual(await left(), [['of-kept'], ['of-kept'], ['of-kept']])
    await contract.store.writeEvents(rows)
    assert.deepEqual(await left(), Array(3).fill(['of-gone', 'of-kept']))
  })

  test(`${name}: what is past its retention is dropped by whole parts, for each application by itself`, async () => {
    const old = (session: string, days: number): StoredRow[] =>
      [1, 90].map((retentionDays) =>
        toStoredRow(
          toEventRow({
            measurement: 'action',
            tags: { app_id: `kept-${retentionDays}`, session_id: session },
            fields: { event_id: `${session}-${retentionDays}` },
            time: now - days * 86_400_000,
            receivedAt: now,
            retentionDays,
            arrival: {},
          }),
        ),
      )
    await contract.store.writeEvents([...old('old', 5), ...old('new', 0)])
    await contract.store.maintain(async (writer) => {
      await writer.command({ query: `OPTIMIZE TABLE ${contract.events} FINAL` }) // merges do the same in their time
    })
    assert.deepEqual(
      await contract.store.query(
        "SELECT app_id, session_id FROM rum.events WHERE session_id IN ('old', 'new') ORDER BY 1, 2",
      ),
      [
        { app_id: 'kept-1', session_id: 'new' },
        { app_id: 'kept-90', session_id: 'new' },
        { app_id: 'kept-90', session_id: 'old' },
      ],
    )
  })
}
