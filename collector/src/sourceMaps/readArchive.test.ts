import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { HttpProblem } from '../core/httpProblem.ts'
import type { ArchiveLimits } from './readArchive.ts'
import { ARCHIVE_LIMITS, readArchive } from './readArchive.ts'
import { toZip } from './sourceMap.testkit.ts'

async function read(zip: Buffer, limits: Partial<ArchiveLimits> = {}) {
  const maps: Record<string, string> = {}
  const ignored = await readArchive(
    zip,
    async ({ path, content }) => {
      maps[path] = content
    },
    { ...ARCHIVE_LIMITS, ...limits },
  )
  return { maps, ignored }
}

/** The same archive with another name of the same length, which no tool would write. */
function rename(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')
}

async function refusalOf(zip: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<string> {
  const problem = await read(zip, limits).then(
    () => assert.fail('it was accepted'),
    (error: unknown) => error,
  )
  assert.ok(problem instanceof HttpProblem, String(problem))
  assert.deepEqual([problem.status, problem.errorCode], [400, 'rum.badArchive'])
  return problem.message
}

test('maps in folders are read, other files are counted', async () => {
  const zip = await toZip({ 'a.js.map': '{"a":1}', 'js/deep/b.js.map': '{"b":2}', 'js/b.js': 'x' })
  assert.deepEqual(await read(zip), {
    maps: { 'a.js.map': '{"a":1}', 'js/deep/b.js.map': '{"b":2}' },
    ignored: 1,
  })
})

test('a path that leaves the archive is refused by name', async () => {
  const zip = await toZip({ 'aaaaaaaaaa.map': '{}' })
  for (const path of [
    '../../../x.map',
    '/etc/xxxxx.map',
    'a/../../xx.map',
    'c:/xxxxxxx.map',
    '..\\..\\xxxx.map',
  ]) {
    const message = await refusalOf(rename(zip, 'aaaaaaaaaa.map', path))
    assert.match(message, /path|invalid characters/, path)
  }
})

test('a link or a device is refused', async () => {
  for (const mode of [0o120777, 0o020666, 0o010666]) {
    assert.match(
      await refusalOf(await toZip({ 'a.map': '/etc/passwd' }, { mode })),
      /no regular file/,
    )
  }
})

test('a bomb is refused before it is inflated', async () => {
  const bomb = await toZip({ 'bomb.map': Buffer.alloc(20 * 2 ** 20) })
  assert.ok(bomb.length < 30_000)
  assert.match(await refusalOf(bomb), /"bomb\.map" is 100 times smaller/)
  const large = await toZip({ 'large.map': Buffer.alloc(33 * 2 ** 20) })
  assert.match(await refusalOf(large), /"large\.map" has 34603008 bytes/)
  const many = await toZip({ 'a.map': 'x'.repeat(60), 'b.map': 'y'.repeat(60) })
  assert.match(await refusalOf(many, { totalBytes: 100 }), /more than 100 bytes together/)
  assert.match(await refusalOf(many, { entries: 1 }), /it has 2 entries/)
})

test('a size that is a lie does not get further than the claim', async () => {
  const zip = await toZip({ 'a.map': 'x'.repeat(5000) })
  const claim = Buffer.alloc(4)
  claim.writeUInt32LE(5000)
  const lie = Buffer.alloc(4)
  lie.writeUInt32LE(10)
  const forged = rename(zip, claim.toString('latin1'), lie.toString('latin1'))
  assert.match(await refusalOf(forged), /too many bytes/)
})

test('a name twice, a path too deep and a path too long are refused', async () => {
  const twice = await toZip({ 'a.map': '1', 'b.map': '2' })
  assert.match(await refusalOf(rename(twice, 'b.map', 'a.map')), /twice/)
  assert.match(await refusalOf(await toZip({ [`${'d/'.repeat(40)}a.map`]: '1' })), /too deep/)
  assert.match(await refusalOf(await toZip({ [`${'d'.repeat(2000)}.map`]: '1' })), /too long/)
})

test('whatever the bytes are, they are read or refused', async () => {
  const zip = await toZip({ 'a.js.map': '{"version":3}', 'b/c.map': 'x'.repeat(300) })
  await assert.rejects(read(Buffer.from('no zip')), { errorCode: 'rum.badArchive' })
  const mutation = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(mutation, fc.nat(zip.length), async (changes, length) => {
      const mutated = Buffer.from(zip.subarray(0, length))
      for (const [at, value] of changes) {
        mutated[at] = value
      }
      await read(mutated).catch((error: unknown) => {
        assert.ok(error instanceof HttpProblem, String(error))
      })
    }),
    { numRuns: 500 },
  )
})
