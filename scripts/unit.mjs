import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOMS = ['protocol', 'loader', 'bundle', 'collector', 'explorer', 'scripts', 'e2e']
const OUT = '.test-build'

const listFiles = (folder) =>
  readdirSync(folder, { recursive: true }).map((file) => join(folder, file))

/** The unit tests of a room, or of a folder in it. */
function findTests(folder) {
  return listFiles(folder).filter(
    (file) => /\.test\.tsx?$/.test(file) && !/node_modules|dist/.test(file),
  )
}

/** Compiles them into the room itself, so that they find its packages. @returns the folder */
async function compileTests(folder) {
  const parent = join(folder.split('/', 1)[0], OUT)
  mkdirSync(parent, { recursive: true })
  const outdir = mkdtempSync(join(parent, 'run-')) // of its own: two runs at a time do not meet
  await build({
    entryPoints: findTests(folder),
    outdir,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: {
      __SDK_VERSION__: '"test"',
      __COLLECTOR_VERSION__: '"test"',
      __LOADER_TAG__: JSON.stringify(
        '<script>load("COLLECTOR_ORIGIN/sdk/dataflux-rum.js")</script>',
      ),
    },
    logLevel: 'warning',
  })
  return outdir
}

/**
 * Compiles the unit tests and runs them, each file in a process of its own.
 *
 * @param {string[]} folders to look in
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runUnitTests(folders = ROOMS) {
  const withTests = folders.filter((folder) => findTests(folder).length > 0)
  const outdirs = await Promise.all(withTests.map(compileTests))
  const files = outdirs.flatMap(listFiles).filter((file) => file.endsWith('.test.mjs'))
  const counts = { passed: 0, failed: 0, skipped: 0 }
  // Two at a time: each test of the collector's store holds a ClickHouse of its own.
  const tests = run({ files: files.map((file) => resolve(file)), concurrency: 2 })
  const count = (name) => (test) => {
    if (test.details.type !== 'suite') {
      counts[test.skip === undefined ? name : 'skipped']++
    }
  }
  tests.on('test:pass', count('passed'))
  tests.on('test:fail', count('failed'))
  await new Promise((resolve, reject) => {
    tests.compose(spec).on('end', resolve).on('error', reject).pipe(process.stdout, { end: false })
  })
  for (const outdir of outdirs) {
    rmSync(outdir, { recursive: true, force: true })
  }
  return counts
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folders = process.argv.slice(2)
  const { passed, failed } = await runUnitTests(folders.length > 0 ? folders : undefined)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
