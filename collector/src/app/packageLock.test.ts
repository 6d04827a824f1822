import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

interface LockedPackage {
  version: string
  engines?: { node?: string }
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

const root = process.cwd() // tests are run from the repository's root
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>
}

/**
 * npm leaves a platform's package out of the lock file when the registry it is asked does not have it, and
 * `npm ci` refuses such a file on every platform.
 */
test('the lock file keeps the engine for every platform that it is built for', () => {
  const platforms: [name: string, os: string, cpu: string, libc?: string][] = [
    ['darwin-arm64', 'darwin', 'arm64'],
    ['darwin-x64', 'darwin', 'x64'],
    ['linux-arm64-gnu', 'linux', 'arm64', 'glibc'],
    ['linux-x64-gnu', 'linux', 'x64', 'glibc'],
  ]
  for (const [name, os, cpu, libc] of platforms) {
    const locked = packages[`node_modules/@chdb/lib-${name}`]
    assert.deepEqual(
      {
        version: locked?.version,
        optional: locked?.optional,
        os: locked?.os,
        cpu: locked?.cpu,
        libc: locked?.libc,
      },
      {
        version: '26.7.3-stable.1',
        optional: true,
        os: [os],
        cpu: [cpu],
        libc: libc === undefined ? undefined : [libc],
      },
      name,
    )
  }
})

test('the engine is pinned to one version', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'collector/package.json'), 'utf8'))
  assert.match(manifest.dependencies.chdb, /^\d+\.\d+\.\d+$/)
  assert.equal(packages['node_modules/chdb']?.version, manifest.dependencies.chdb)
})

/** Returns whether a range of `engines` lets in the Node 20 that our own promise. */
function allowsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const [, operator = '', major = '0'] = /([<>=^~]*)\s*v?(\d+)/.exec(part) ?? []
    return operator.startsWith('>') ? Number(major) <= 20 : /^(0|20)$/.test(major)
  })
}

test('every locked package runs on Node 20, so `npm ci` warns of none', () => {
  const tooNew = Object.entries(packages).filter(
    ([, { engines }]) => typeof engines?.node === 'string' && !allowsNode20(engines.node),
  )
  assert.deepEqual(
    tooNew.map(([path, { version, engines }]) => `${path} ${version} needs ${engines?.node}`),
    [],
  )
})
