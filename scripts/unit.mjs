import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { spec } from 'node:test/reporters'
import { run } from 'node:test'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOMS = ['protocol', 'loader', 'bundle', 'collector', 'explorer', 'scripts', 'e2e/support']
const OUT = '.test-build'

/** Every unit test of these folders (all rooms by default). */
function findTests(rooms) {
  return rooms.flatMap((room) =>
    readdirSync(room, { recursive: true })
      .map((file) => join(room, file))
      .filter((file) => /\.test\.tsx?$/.test(file) && !/node_modules|dist/.test(file)),
  )
}

/**
 * Compiles the unit tests and runs them, each file in a process of its own.
 *
 * @param {string[]} rooms folders to look in
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runUnitTests(rooms = ROOMS) {
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  await build({
    entryPoints: findTests(rooms),
    outdir: OUT,
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
    define: { __SDK_VERSION__: '"test"', __COLLECTOR_VERSION__: '"test"' },
    logLevel: 'warning',
  })
  const files = readdirSync(OUT, { recursive: true })
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => join(process.cwd(), OUT, file))
  const counts = { passed: 0, failed: 0 }
  // Two at a time: each collector test holds a ClickHouse of its own.
  const tests = run({ files, concurrency: 2 })
  tests.on('test:pass', ({ details }) => {
    counts.passed += details.type === 'suite' ? 0 : 1
  })
  tests.on('test:fail', ({ details }) => {
    counts.failed += details.type === 'suite' ? 0 : 1
  })
  await new Promise((resolve, reject) => {
    tests.compose(spec).on('end', resolve).on('error', reject).pipe(process.stdout, { end: false })
  })
  return counts
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rooms = process.argv.slice(2)
  const { passed, failed } = await runUnitTests(rooms.length > 0 ? rooms : undefined)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
