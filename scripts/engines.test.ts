import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import semver from 'semver'

interface Package {
  readonly version?: string
  readonly dev?: boolean
  readonly engines?: { readonly node?: string }
  readonly devEngines?: { readonly runtime: { readonly version: string } }
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const root: Package = readJson('package.json')
const collector: Package = readJson('collector/package.json')
const locked = Object.entries(readJson('package-lock.json').packages as Record<string, Package>)

/** Versions of Node that a clone, and an installed collector, promise to run on. */
const clone = root.devEngines?.runtime.version ?? ''
const installed = collector.engines?.node ?? ''

/** Packages for which `npm` prints EBADENGINE on some promised version of Node. */
const findRefusing = (promised: string, packages: typeof locked) =>
  packages
    .filter(([, { engines }]) => !semver.subset(promised, engines?.node ?? '*'))
    .map(([path, { version, engines }]) => `${path}@${version} needs ${engines?.node}`)

test('every locked package runs on the versions of Node that a clone promises', () => {
  assert.deepEqual(findRefusing(clone, locked), [])
})

test('every package of the collector runs on the versions of Node that it promises', () => {
  const own = locked.filter(([, { dev }]) => !dev)
  assert.ok(own.length > 20)
  assert.deepEqual(findRefusing(installed, own), [])
})

test('the pages for newcomers name the oldest Node that a clone promises', () => {
  const { major, minor } = semver.minVersion(clone) ?? { major: 0, minor: 0 }
  for (const page of ['README.md', 'CONTRIBUTING.md', 'AGENTS.md']) {
    assert.match(readFileSync(page, 'utf8'), new RegExp(`Node ${major}\\.${minor} or later`), page)
  }
  assert.equal(readFileSync('.nvmrc', 'utf8').trim(), String(major))
})
