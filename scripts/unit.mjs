import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { compileTests, watchTests } from './unitCompile.mjs'

const FOLDERS = ['protocol', 'loader', 'bundle', 'collector', 'explorer', 'demo', 'scripts', 'e2e']

const HELP = `Runs unit tests.

  npm run test:unit -- bundle/src/session                     a folder
  npm run test:unit -- bundle/src/core/json.test.ts           a file, or the source beside it: json.ts
  npm run test:unit -- json                                   files whose path contains this
  npm run test:unit -- json -t "itself"                      tests whose name contains this
  npm run test:unit -- json --watch                           again after each save
`

const listTests = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => /\.test\.tsx?$/.test(file) && !/node_modules|dist|\.test-build/.test(file))

/** A folder, a test file, the source beside one, or a part of a path. */
function findTests(given) {
  const path = given.replace(/^\.\/|\/$/g, '')
  if (existsSync(path)) {
    const beside = path.replace(/(\.test)?(\.tsx?)$/, '.test$2')
    return statSync(path).isDirectory() ? listTests(path) : [beside].filter(existsSync)
  }
  return FOLDERS.flatMap(listTests).filter((file) => file.includes(path))
}

/** Tests of `scripts/` and `e2e/compat/` read what was built; all others bring their own sources. */
async function buildWhatTheyRead(tests) {
  if (tests.some((file) => /^(scripts|e2e\/compat)\//.test(file))) {
    const { buildOutdated } = await import('./build/buildParts.mjs')
    for (const line of await buildOutdated()) {
      process.stdout.write(`${line}\n`)
    }
  }
}

const isPassedOver = ({ data }) => `${data?.skip ?? ''}`.includes('does not match pattern')

/** Leaves out the tests that a pattern passes over: Node reports each as skipped. */
async function* withoutPassedOver(events) {
  for await (const event of events) {
    if (!isPassedOver(event)) {
      yield event
    }
  }
}

/** Runs compiled files, each in a process of its own, and prints what they report. */
async function runFiles(files, name) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const slowest = []
  // Two at a time: each test of the collector's store holds a ClickHouse of its own.
  const tests = run({
    files: files.map((file) => resolve(file)),
    concurrency: 2,
    ...(name && { testNamePatterns: [new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))] }),
  })
  const count = (outcome) => (test) => {
    // A file is reported as one test, too, where it has no other.
    const isTest = test.details.type !== 'suite' && !test.name.endsWith('.test.mjs')
    if (isTest && !isPassedOver({ data: test })) {
      counts[test.skip === undefined ? outcome : 'skipped']++
      slowest.push({ title: test.name, ms: test.details.duration_ms })
    }
  }
  tests.on('test:pass', count('passed'))
  tests.on('test:fail', count('failed'))
  await new Promise((resolve, reject) => {
    const shown = tests.compose(withoutPassedOver).compose(spec)
    shown.on('end', resolve).on('error', reject).pipe(process.stdout, { end: false })
  })
  return { ...counts, slowest }
}

/**
 * Compiles unit tests and runs them.
 *
 * @param {string[]} tests - all by default
 * @param {string} [name] - only those whose name contains it
 * @returns {Promise<{ passed: number, failed: number, skipped: number, slowest: { title: string, ms: number }[] }>}
 */
export async function runUnitTests(tests = FOLDERS.flatMap(listTests), name) {
  await buildWhatTheyRead(tests)
  const { files, folders } = await compileTests(tests)
  try {
    return await runFiles(files, name)
  } finally {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Runs them again after each save, those whose code changed, until Ctrl-C. */
async function watch(tests, name) {
  await buildWhatTheyRead(tests)
  await watchTests(tests, async (files) => {
    const { passed, failed } = await runFiles(files, name)
    process.stdout.write(`${passed} passed, ${failed} failed · waiting for the next save\n`)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string', short: 't' },
      watch: { type: 'boolean', short: 'w' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const tests = positionals.length > 0 ? positionals.flatMap(findTests) : undefined
  if (values.help) {
    process.stdout.write(HELP)
  } else if (tests?.length === 0) {
    process.stderr.write(`No test file matches ${positionals.join(' ')}.\n\n${HELP}`)
    process.exitCode = 1
  } else if (values.watch) {
    await watch([...new Set(tests ?? FOLDERS.flatMap(listTests))], values.name)
  } else {
    const { passed, failed } = await runUnitTests(tests && [...new Set(tests)], values.name)
    process.stdout.write(`${passed} passed, ${failed} failed\n`)
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  }
}
