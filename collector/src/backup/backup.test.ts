import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import type { CollectorProcess } from '../cli/process.testkit.ts'
import { isChild, spawnCommand, startProcess } from '../cli/process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)
const now = Date.now()

function start(data: string): Promise<CollectorProcess> {
  return startProcess(thisFile, ['--port', '0', '--data', data])
}

async function end(collector: CollectorProcess): Promise<void> {
  collector.kill('SIGTERM')
  assert.equal((await collector.ended).code, 0)
}

/** A command that ends. @returns its exit code and what it said on stderr */
async function run(...args: string[]): Promise<{ code: number | null; stderr: string }> {
  return (await startProcess(thisFile, args)).ended
}

async function send(url: string, session: string, from: number, count: number): Promise<number> {
  const lines = Array.from({ length: count }, (_, index) => {
    const type = index % 3 === 0 ? 'view' : 'action'
    const common = `app_id=shop,session_id=${session},view_id=v${index % 5},view_url=https://shop.example/`
    return `${type},${common} event_id="${from + index}",time_spent=${index}i,action_name="x",session_sid="sid-${session}",session_seq=${index},session_status="exited" ${now + index}`
  })
  const body = lines.join('\n')
  const response = await fetch(`${url}/v1/write/rum?precision=ms`, { method: 'POST', body })
  return response.status
}

async function sessionsOf(url: string): Promise<SessionList['sessions']> {
  return ((await (await fetch(`${url}/api/sessions?limit=500`)).json()) as SessionList).sessions
}

async function detailOf(url: string, session: string): Promise<SessionDetail> {
  return (await (await fetch(`${url}/api/sessions/${session}`)).json()) as SessionDetail
}

function defineTests(): void {
  const root = makeDirectory()
  const path = (name: string): string => join(root.path, name)
  test.after(() => root.remove())

  test('a backup of a running collector comes back whole, with its roll-ups, and goes on', async () => {
    const left = join(path('data'), 'shadow', `backup_${'0'.repeat(32)}`, 'store')
    mkdirSync(left, { recursive: true }) // by a backup that was killed
    const collector = await start(path('data'))
    for (let session = 0; session < 4; session++) {
      assert.equal(await send(collector.url, `s${session}`, session * 100, 30), 200)
    }
    const before = [await sessionsOf(collector.url), await detailOf(collector.url, 's1')] as const
    assert.deepEqual(await run('backup', path('backup'), '--data', path('data')), {
      code: 0,
      stderr: '',
    })
    assert.equal(await send(collector.url, 'later', 900, 3), 200)
    assert.deepEqual(readdirSync(join(path('data'), 'shadow')), ['increment.txt'])
    await end(collector)

    assert.deepEqual(await run('restore', path('backup'), '--data', path('restored')), {
      code: 0,
      stderr: '',
    })
    const restored = await start(path('restored'))
    assert.deepEqual(
      [await sessionsOf(restored.url), await detailOf(restored.url, 's1')],
      [...before],
    )
    assert.equal(await send(restored.url, 's1', 100, 30), 200) // a resend after the restore
    assert.equal((await detailOf(restored.url, 's1')).events.length, before[1].events.length)
    assert.deepEqual(await sessionsOf(restored.url), before[0])
    await end(restored)
  })

  test('a backup under load holds whole sessions: events and roll-ups of one moment', async () => {
    const collector = await start(path('busy'))
    let isDone = false
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      for (let body = 0; !isDone; body++) {
        assert.equal(await send(collector.url, `${sender}-${body % 7}`, body * 10, 10), 200)
      }
    })
    assert.equal((await run('backup', path('busyBackup'), '--data', path('busy'))).code, 0)
    isDone = true
    await Promise.all(senders)
    await end(collector)
    assert.equal((await run('restore', path('busyBackup'), '--data', path('busyAgain'))).code, 0)
    const restored = await start(path('busyAgain'))
    assert.ok((await sessionsOf(restored.url)).length > 0)
    for (const { session_id, session_action_count, session_view_count } of await sessionsOf(
      restored.url,
    )) {
      const { events } = await detailOf(restored.url, session_id)
      assert.equal(events.length, session_action_count + session_view_count, session_id)
    }
    await end(restored)
  })

  test('a backup of a stopped collector is the same, is its owner’s alone, and nothing is overwritten', async () => {
    mkdirSync(path('stopped'), { mode: 0o755 }) // made before, and open to all
    assert.equal((await run('backup', path('stopped'), '--data', path('data'))).code, 0)
    const written = readdirSync(path('stopped'), { recursive: true }).map(String)
    assert.deepEqual(
      written.filter((name) => (statSync(join(path('stopped'), name)).mode & 0o077) !== 0),
      [],
    )
    const again = await run('backup', path('stopped'), '--data', path('data'))
    assert.match(again.stderr, /stopped is not empty: a backup needs a directory of its own\n$/)
    const over = await run('restore', path('stopped'), '--data', path('data'))
    assert.match(over.stderr, /data is not empty: a backup is never restored over anything\n$/)
    assert.deepEqual([again.code, over.code], [1, 1])
  })

  test('a backup that is damaged, half or of a newer version is refused, and leaves nothing behind', async () => {
    const cases: [name: string, damage: (folder: string) => void, message: RegExp][] = [
      ['flipped', (folder) => damageOne(folder), /the backup is damaged: .*tables\/events/],
      [
        'missing',
        (folder) => rmSync(join(folder, 'tables/sessions'), { recursive: true }),
        /damaged/,
      ],
      ['half', (folder) => rmSync(join(folder, 'manifest.json')), /is no complete backup/],
      [
        'newer',
        (folder) => changeManifest(folder, { schema: 999 }),
        /newer version .*its schema has number 999/,
      ],
      ['renamed', (folder) => renameTable(folder), /a table elsewhere, which schema \d+ does not/],
    ]
    for (const [name, damage, message] of cases) {
      cpSync(path('stopped'), path(name), { recursive: true })
      damage(path(name))
      const { code, stderr } = await run('restore', path(name), '--data', path(`${name}Data`))
      assert.equal(code, 1)
      assert.match(stderr, message)
    }
    assert.deepEqual(
      readdirSync(root.path).filter((entry) => entry.endsWith('Data')),
      [],
    )
  })

  test('no statement of a manifest is run', async () => {
    cpSync(path('stopped'), path('hostile'), { recursive: true })
    const target = path('written-by-a-manifest')
    const create = `SELECT 1 INTO OUTFILE '${target}'`
    changeManifest(path('hostile'), {
      tables: readTables(path('hostile')).map((table) => ({ ...table, create })),
    })
    assert.equal((await run('restore', path('hostile'), '--data', path('clean'))).code, 0)
    assert.equal(existsSync(target), false)
    const restored = await start(path('clean'))
    assert.ok((await sessionsOf(restored.url)).length > 0)
    await end(restored)
  })

  test('a restore that was killed is refused by a start and by a backup, with what to do', async () => {
    const data = path('halfRestored')
    const restoring = spawnCommand(thisFile, ['restore', path('stopped'), '--data', data])
    const ended = once(restoring, 'close')
    while (!(existsSync(data) && readdirSync(data).length > 0)) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    restoring.kill('SIGKILL')
    await ended
    for (const args of [
      ['--port', '0', '--data', data],
      ['backup', path('ofHalf'), '--data', data],
    ]) {
      const { code, stderr } = await run(...args)
      assert.equal(code, 1)
      assert.match(stderr, /a restore into .*halfRestored has not finished: remove the directory/)
    }
  })

  test('what the commands need is said', async () => {
    const cases: [args: string[], message: RegExp][] = [
      [['backup'], /missing required argument 'directory'/],
      [['restore', '--data', 'x'], /missing required argument 'directory'/],
      [['backup', path('no'), '--data', path('nowhere')], /there is no data directory .*nowhere/],
      [
        ['backup', path('no'), '--clickhouse-url', 'http://db:8123'],
        /has BACKUP and RESTORE of its own/,
      ],
    ]
    for (const [args, message] of cases) {
      const { code, stderr } = await run(...args)
      assert.equal(code, 1)
      assert.match(stderr, message)
    }
  })
}

function damageOne(folder: string): void {
  const table = join(folder, 'tables/events')
  const file = readdirSync(table, { recursive: true }).find((name) =>
    String(name).endsWith('data.bin'),
  )
  const target = join(table, String(file))
  const bytes = readFileSync(target)
  bytes[10] = (bytes[10] ?? 0) ^ 1
  writeFileSync(target, bytes)
}

function changeManifest(folder: string, change: Record<string, unknown>): void {
  const target = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(target, 'utf8'))
  writeFileSync(target, JSON.stringify({ ...manifest, ...change }))
}

function readTables(folder: string): { name: string; create: string }[] {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).tables
}

/** A table that no migration makes. */
function renameTable(folder: string): void {
  const tables = readTables(folder)
  changeManifest(folder, {
    tables: [...tables, { name: 'elsewhere', create: '', rows: 0, files: {} }],
  })
}

// The tests start this very file again as the collector and as its commands.
if (isChild) {
  await import('../cli/main.ts')
} else {
  defineTests()
}
