import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { readStamps, toContentHash, writeStamps } from './buildStamps.mjs'

const SDK = 'dist'
const COLLECTOR = 'collector/dist'

/** For whoever makes the tag by program: it puts the addresses where these names are. */
const PLACEHOLDERS = { urls: ['DATAFLUX_RUM_URL'], legacyUrls: ['DATAFLUX_RUM_LEGACY_URL'] }

/**
 * The parts of a build, in an order in which each finds what it reads. Every part also depends on the scripts and on the
 * versions of the packages. Modules are imported when they are needed: each brings a compiler.
 *
 * @typedef {object} Part
 * @property {string[]} reads - files and folders whose content decides whether it is out of date
 * @property {string[]} writes - files and folders that it makes
 * @property {() => Promise<void>} build
 *
 * @type {Readonly<Record<string, Part>>}
 */
const PARTS = {
  loader: {
    reads: ['loader/src', 'protocol', 'scripts/loaderBuild.mjs'],
    writes: [`${SDK}/loader.min.js`],
    async build() {
      const { buildLoader } = await import('../loaderBuild.mjs')
      mkdirSync(SDK, { recursive: true })
      writeFileSync(`${SDK}/loader.min.js`, await buildLoader(PLACEHOLDERS))
    },
  },
  sdk: {
    reads: ['bundle', 'protocol'],
    writes: ['dataflux-rum.js', 'dataflux-rum.legacy.js', 'dataflux-rum.mjs', 'integrity.json'].map(
      (file) => `${SDK}/${file}`,
    ),
    async build() {
      const { buildSdk } = await import('./sdkBuild.mjs')
      mkdirSync(SDK, { recursive: true })
      await buildSdk(SDK)
    },
  },
  types: {
    reads: ['bundle', 'protocol', 'tsconfig.base.json'],
    writes: [
      ...['dataflux-rum.d.ts', 'dataflux-rum.d.mts', 'loader.d.ts', 'package.json'].map(
        (file) => `${SDK}/${file}`,
      ),
      'bundle/dataflux-rum.api.md',
    ],
    async build() {
      const { emitDeclarations } = await import('./declarations.mjs')
      mkdirSync(SDK, { recursive: true })
      emitDeclarations(SDK)
    },
  },
  collector: {
    reads: ['collector/src', 'protocol'],
    writes: [`${COLLECTOR}/main.js`],
    async build() {
      const [{ build }, { toCollectorOptions }] = await Promise.all([
        import('esbuild'),
        import('./collectorBuild.mjs'),
      ])
      await build(toCollectorOptions(COLLECTOR))
      cpSync('LICENSE', `${COLLECTOR}/LICENSE`)
    },
  },
  explorer: {
    reads: [
      'explorer',
      'loader/src',
      'protocol',
      'scripts/loaderBuild.mjs',
      'scripts/snippetTag.mjs',
    ],
    writes: [`${COLLECTOR}/explorer`],
    async build() {
      const { buildExplorer } = await import('./explorerBuild.mjs')
      compress(await buildExplorer(`${COLLECTOR}/explorer`))
    },
  },
  'copy of the SDK that the collector serves': {
    reads: [SDK],
    writes: [`${COLLECTOR}/sdk`],
    async build() {
      const { SDK_FILES } = await import('./sdkBuild.mjs')
      rmSync(`${COLLECTOR}/sdk`, { recursive: true, force: true })
      cpSync(SDK, `${COLLECTOR}/sdk`, { recursive: true })
      compress(SDK_FILES.map((file) => `${COLLECTOR}/sdk/${file}`))
    },
  },
}

/** Files that every part reads besides its own sources. */
const SHARED = ['build.mjs', 'scripts/build', 'package.json', 'package-lock.json']

/** Parts that browsers and the collector need to run; the rest is for whoever compiles against the SDK. */
export const RUNNING_PARTS = Object.keys(PARTS).filter((name) => name !== 'types')

/** Beside each file its compressed forms, which the collector serves to browsers that take them. */
function compress(paths) {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  for (const path of paths) {
    const body = readFileSync(path)
    writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }))
    writeFileSync(`${path}.br`, brotliCompressSync(body, best))
  }
}

/** Removes all that was ever built, so that nothing of an older build stays behind. */
export function removeBuilt() {
  for (const folder of [SDK, COLLECTOR]) {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Builds the parts whose sources have another content than those that they were last built from, or whose files are not
 * what that build wrote.
 *
 * @param {string[]} names - the parts that are needed, all by default
 * @returns {Promise<string[]>} a line for each part that was built
 */
export async function buildOutdated(names = Object.keys(PARTS)) {
  const stamps = readStamps()
  const built = []
  for (const [name, { reads, writes, build }] of Object.entries(PARTS)) {
    const sources = toContentHash([...SHARED, ...reads])
    const isCurrent =
      stamps[name]?.sources === sources && stamps[name]?.built === toContentHash(writes)
    if (names.includes(name) && !isCurrent) {
      const startedAt = performance.now()
      await build()
      stamps[name] = { sources, built: toContentHash(writes) }
      writeStamps(stamps)
      built.push(`built: ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
    }
  }
  return built
}
