import { readFileSync, writeFileSync } from 'node:fs'

/**
 * `npm run lock`, after an `npm install` that changed the lock file: puts chDB's platform packages back into it.
 * npm writes entries only for those that its registry has, and `npm ci` on another platform then refuses the file.
 */

const LOCK = 'package-lock.json'
const PLATFORMS = [
  { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64' },
  { name: 'darwin-x64', os: 'darwin', cpu: 'x64' },
  { name: 'linux-arm64-gnu', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { name: 'linux-x64-gnu', os: 'linux', cpu: 'x64', libc: 'glibc' },
]

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
const wanted = lock.packages['node_modules/chdb'].optionalDependencies
for (const { name, os, cpu, libc } of PLATFORMS) {
  const path = `node_modules/@chdb/lib-${name}`
  lock.packages[path] ??= {
    version: wanted[`@chdb/lib-${name}`],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
    license: 'Apache-2.0',
    optional: true,
    os: [os],
  }
}
// npm keeps packages in the order of their paths.
const entries = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
lock.packages = Object.fromEntries(entries)
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
