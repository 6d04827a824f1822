import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { makeDirectory } from '../../app/collector.testkit.ts'
import { makeSmallDisk } from '../../core/smallDisk.testkit.ts'
import type { SpoolDirectory } from './spoolDirectory.ts'
import { openSpoolDirectory, SpoolFull } from './spoolDirectory.ts'

const HOUR = 3_600_000
let clock = Date.UTC(2026, 0, 1)

function open(path: string, bytes = 10_000): SpoolDirectory<number> {
  return openSpoolDirectory(path, { bytes, ageMs: HOUR }, () => clock)
}

test('batches come back in their order, after a restart as well', async () => {
  const { path, remove } = makeDirectory()
  const before = open(path)
  for (const value of [1, 2, 3]) {
    await before.append({ token: `t${value}`, rows: [value] })
  }
  clock -= 10 * HOUR // a clock that is set back changes no order
  const after = open(path)
  await after.append({ token: 't4', rows: [4] })
  const read: unknown[] = []
  for (let name = await after.findOldest(); name !== undefined; name = await after.findOldest()) {
    read.push(await after.read(name))
    await after.remove(name)
  }
  assert.deepEqual(
    read,
    [1, 2, 3, 4].map((value) => ({ token: `t${value}`, rows: [value] })),
  )
  assert.deepEqual(readdirSync(path), [])
  assert.equal(after.held.bytes, 0)
  remove()
})

test('a full spool takes nothing, until something has left it', async () => {
  const { path, remove } = makeDirectory()
  const spool = open(path, 60)
  await spool.append({ token: 'one', rows: [1, 2, 3] })
  await assert.rejects(spool.append({ token: 'two', rows: Array(50).fill(0) }), SpoolFull)
  assert.equal(open(path, 60).held.batches, 1)
  await spool.remove(String(await spool.findOldest()))
  await spool.append({ token: 'two', rows: [1, 2, 3] })
  assert.equal(spool.held.batches, 1)
  remove()
})

test('a batch that is too old is deleted and counted', async () => {
  const { path, remove } = makeDirectory()
  const spool = open(path)
  await spool.append({ token: 'old', rows: [1, 2] })
  clock += HOUR
  await spool.append({ token: 'new', rows: [3] })
  clock += 1
  assert.deepEqual(await spool.read(String(await spool.findOldest())), { token: 'new', rows: [3] })
  assert.deepEqual([spool.held.batches, spool.held.droppedRows], [1, 2])
  assert.equal(readdirSync(path).length, 1)
  remove()
})

test('what a kill cut off is not there; what cannot be read is said to be so', async () => {
  const { path, remove } = makeDirectory()
  writeFileSync(join(path, '000000000001-1-1.json.part'), '{"tok')
  writeFileSync(join(path, `000000000002-${clock}-1.json`), '{"tok')
  const spool = open(path)
  const name = String(await spool.findOldest())
  assert.equal(await spool.read(name), undefined)
  await spool.setAside(name)
  assert.equal(await spool.findOldest(), undefined)
  assert.deepEqual([spool.held.batches, spool.held.droppedRows], [0, 1])
  assert.deepEqual(readdirSync(path), [`000000000002-${clock}-1.json.refused`])
  clock += HOUR + 1
  await open(path).findOldest()
  assert.deepEqual(readdirSync(path), [])
  remove()
})

test('a batch that cannot be read now is not taken for one that is no batch; one that is missing is', async () => {
  const { path, remove } = makeDirectory()
  mkdirSync(join(path, `000000000001-${clock}-1.json`)) // reading it fails, and not for what is in it
  const spool = open(path)
  await assert.rejects(spool.read(String(await spool.findOldest())), { code: 'EISDIR' })
  assert.equal(spool.held.batches, 1)
  await spool.append({ token: 'gone', rows: [1, 2] })
  const [, gone = ''] = readdirSync(path).sort()
  rmSync(join(path, gone))
  assert.equal(await spool.read(gone), undefined)
  await spool.setAside(gone)
  assert.deepEqual([spool.held.batches, spool.held.droppedRows], [1, 2])
  remove()
})

const disk = makeSmallDisk(1)
const skip = typeof disk === 'string' ? disk : false
test.after(() => {
  if (typeof disk !== 'string') {
    disk.remove()
  }
})

test('a full disk leaves no half a file, counts nothing, and takes batches again when there is room', {
  skip,
}, async () => {
  assert.ok(typeof disk !== 'string')
  const path = join(disk.path, 'spool')
  const spool = open(path, 1e9)
  await spool.append({ token: 'one', rows: [1] })
  const { bytes } = spool.held
  disk.fill()
  const rows = Array(10_000).fill(1)
  await assert.rejects(spool.append({ token: 'two', rows }), { code: 'ENOSPC' })
  await assert.rejects(spool.probe(), { code: 'ENOSPC' })
  assert.deepEqual([readdirSync(path).length, spool.held.bytes], [1, bytes])
  disk.empty()
  await spool.probe()
  await spool.append({ token: 'two', rows })
  assert.equal(readdirSync(path).length, 2)
})

test('a spool on a read-only disk opens, and reads what it holds', { skip }, async () => {
  assert.ok(typeof disk !== 'string')
  const path = join(disk.path, 'readOnly')
  const before = open(path)
  await before.append({ token: 'one', rows: [1] })
  writeFileSync(join(path, '000000000009-1-1.json.part'), '')
  disk.setReadOnly(true)
  const spool = open(path)
  assert.deepEqual(await spool.read(String(await spool.findOldest())), { token: 'one', rows: [1] })
  await assert.rejects(spool.append({ token: 'two', rows: [2] }), { code: 'EROFS' })
  disk.setReadOnly(false)
  await spool.append({ token: 'two', rows: [2] })
  assert.equal(spool.held.batches, 2)
})
