import { readFileSync, writeFileSync } from 'node:fs'

/**
 * `npm run lock`, after an `npm install` that changed the lock file: puts the packages of other platforms back into
 * it. A registry need not have every platform's package; npm then leaves those out of the lock file, and `npm ci`
 * refuses it everywhere.
 */

const LOCK = 'package-lock.json'
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

/** Derives a platform package's entry from its name, such as `@chdb/lib-linux-arm64-gnu`. */
function toEntry(name, version) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  const libc = LIBRARIES[words.find((word) => word in LIBRARIES)]
  if (!os || !cpu || !/^\d/.test(version)) {
    throw new Error(`${name}@${version}: add this package to ${LOCK} by hand.`)
  }
  return {
    version,
    cpu: [cpu],
    ...(os === 'linux' && libc && { libc: [libc] }),
    optional: true,
    os: [os],
  }
}

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    lock.packages[`node_modules/${name}`] ??= toEntry(name, version)
  }
}
// npm keeps packages in the order of their paths.
const entries = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
lock.packages = Object.fromEntries(entries)
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
