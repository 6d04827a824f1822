import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build, context } from 'esbuild'

const OUT = '.test-build'

/**
 * Options of esbuild for test files of one top-level folder. They are compiled into that folder, so that they find its packages,
 * and into a folder of their own there, so that two runs at a time do not meet.
 */
function toOptions(folder, tests) {
  const parent = join(folder, OUT)
  mkdirSync(parent, { recursive: true })
  return {
    entryPoints: tests,
    outdir: mkdtempSync(join(parent, 'run-')),
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
  }
}

const toGroups = (tests) =>
  [...new Set(tests.map((file) => file.split('/', 1)[0]))].map((folder) =>
    toOptions(
      folder,
      tests.filter((file) => file.startsWith(`${folder}/`)),
    ),
  )

const toCompiled = (outdir, test) => join(outdir, test.replace(/\.tsx?$/, '.mjs'))

/**
 * Compiles test files.
 *
 * @param {string[]} tests
 * @returns {Promise<{ files: string[], folders: string[] }>} the compiled files, and the folders to remove afterwards
 */
export async function compileTests(tests) {
  const groups = toGroups(tests)
  await Promise.all(groups.map((options) => build(options)))
  return {
    files: groups.flatMap(({ outdir, entryPoints }) =>
      entryPoints.map((test) => toCompiled(outdir, test)),
    ),
    folders: groups.map(({ outdir }) => outdir),
  }
}

/** Reports the compiled files that differ from those of the build before. */
function reportChanges(onChange) {
  const hashes = new Map()
  return {
    name: 'report-changes',
    setup({ onEnd }) {
      onEnd(async ({ outputFiles = [], errors }) => {
        const changed = outputFiles.filter(({ path, hash }) => hashes.get(path) !== hash)
        for (const { path, hash } of changed) {
          hashes.set(path, hash)
        }
        if (errors.length === 0 && changed.length > 0) {
          await onChange(changed)
        }
      })
    },
  }
}

/**
 * Compiles test files after each save, and hands over those whose code changed.
 *
 * @param {string[]} tests
 * @param {(files: string[]) => Promise<void>} onChange
 */
export async function watchTests(tests, onChange) {
  let last = Promise.resolve()
  for (const options of toGroups(tests)) {
    process.once('exit', () => rmSync(options.outdir, { recursive: true, force: true }))
    const run = async (changed) => {
      for (const { path, contents } of changed) {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, contents)
      }
      await onChange(changed.map(({ path }) => relative('.', path)))
    }
    const inTurn = (changed) => {
      last = last.then(() => run(changed)) // never two runs at once
    }
    const watched = await context({ ...options, write: false, plugins: [reportChanges(inTurn)] })
    await watched.watch()
  }
  process.once('SIGINT', () => process.exit(0))
  process.once('SIGTERM', () => process.exit(0))
}
