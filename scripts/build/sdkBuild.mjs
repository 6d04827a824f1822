import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { toIntegrity } from './integrity.mjs'
import { mangledNames } from './mangledNames.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * The files that pages load, and how each is made. `versioned`: also under a name that never gets another
 * content, so that a page can pin it by its hash and a CDN can keep it for ever.
 */
const FILES = [
  { name: 'dataflux-rum', extension: '.js', format: 'umd', ecma: 2020, versioned: true },
  { name: 'dataflux-rum', extension: '.legacy.js', format: 'umd', ecma: 5, versioned: true },
  { name: 'dataflux-rum', extension: '.mjs', format: 'esm', ecma: 2020, versioned: false },
]

const toNames = ({ name, extension, versioned }) =>
  versioned ? [name + extension, `${name}-${version}${extension}`] : [name + extension]

/** Names of all files that `buildSdk` writes and that a page may load. */
export const SDK_FILES = FILES.flatMap(toNames)

/** Runs in a thread of its own: minifying keeps a processor busy for seconds. */
async function buildInThread(workerData) {
  const worker = new Worker(new URL('./sdkFile.mjs', import.meta.url), { workerData })
  const [code] = await once(worker, 'exit') // rejects where the thread throws
  if (code !== 0) {
    throw new Error(`${workerData.paths[0]} could not be built.`)
  }
}

/**
 * Builds every file that pages load into a folder, and `integrity.json` with the hash of each.
 *
 * @param {string} out
 */
export async function buildSdk(out) {
  const regex = mangledNames()
  const toPaths = (kind) => toNames(kind).map((name) => `${out}/${name}`)
  await Promise.all(
    FILES.map((kind) => buildInThread({ kind, paths: toPaths(kind), mangledNames: regex })),
  )
  const hashes = SDK_FILES.map((file) => [file, toIntegrity(readFileSync(`${out}/${file}`))])
  writeFileSync(`${out}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`)
}
