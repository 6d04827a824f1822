import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { makeGeoDatabase } from './geo.testkit.ts'
import { openGeo } from './geo.ts'

const directory = makeDirectory()
test.after(() => directory.remove())

function fileOf(content: Buffer): string {
  const path = join(directory.path, 'test.mmdb')
  writeFileSync(path, content)
  return path
}

test('an address within a known network gets its place', () => {
  const record = {
    country: { iso_code: 'NZ', names: { en: 'New Zealand' } },
    subdivisions: [{ names: { en: 'Otago' } }],
    city: { names: { en: 'Dunedin' } },
  }
  const readGeo = openGeo(fileOf(makeGeoDatabase(record)))
  const expected = { country: 'New Zealand', province: 'Otago', city: 'Dunedin' }
  assert.deepEqual(readGeo('203.0.113.9'), expected)
  assert.deepEqual(readGeo('203.0.114.9'), {})
  assert.deepEqual(readGeo('2001:db8::1'), {})
  assert.deepEqual(readGeo('unknown'), {})
})

test('a country alone is told by its code where it has no name', () => {
  const readGeo = openGeo(fileOf(makeGeoDatabase({ country: { iso_code: 'NZ' } })))
  assert.deepEqual(readGeo('203.0.113.9'), { country: 'NZ' })
})

test('a file that is no database is named at start', () => {
  const problem = { message: /^--geo: .*test\.mmdb is no readable MaxMind database: / }
  assert.throws(() => openGeo(fileOf(Buffer.from('something else'))), problem)
  assert.throws(() => openGeo(join(directory.path, 'missing.mmdb')), /^Error: --geo: /)
})
