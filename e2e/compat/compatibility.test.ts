import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import test from 'node:test'
import { ATTRIBUTES, CALLS } from './calls.ts'
import { toCompatibilityPage } from './compatibilityPage.ts'
import { DIFFERENCES } from './differences.ts'
import { OPTIONS } from './options.ts'

/** Keeps docs/compatibility.md true. Needs `npm run build`. */

test('docs/compatibility.md is what `npm run docs:compatibility` writes', () => {
  assert.equal(readFileSync('docs/compatibility.md', 'utf8'), toCompatibilityPage())
})

test('no name has two lines', () => {
  for (const group of [OPTIONS, CALLS, ATTRIBUTES, DIFFERENCES]) {
    const names = group.map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)])
  }
})

const EVERYTHING = [...OPTIONS, ...CALLS, ...ATTRIBUTES]

test('the test of each line that works mentions its name', () => {
  const without = EVERYTHING.filter(({ state }) => state === 'works').filter(
    ({ name, test: file = '' }) =>
      !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(readFileSync(file, 'utf8')),
  )
  assert.deepEqual(without, [])
})

test('each line that does not work has a reason', () => {
  const silent = [...EVERYTHING, ...DIFFERENCES].filter(
    ({ state, note }) => state !== 'works' && !/^.{20,}\.$/.test(note),
  )
  assert.deepEqual(silent, [])
})

/** Source of the SDK, without the types that pages see. */
const source = readdirSync('bundle/src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/test(kit)?\.ts$|publicTypes\.ts$/.test(path))
  .map((path) => readFileSync(join('bundle/src', path), 'utf8'))
  .join('\n')

test('the SDK reads the options that work, and no other', () => {
  const untrue = OPTIONS.filter(
    ({ name, state }) => new RegExp(`\\b${name}\\b`).test(source) !== (state === 'works'),
  )
  assert.deepEqual(untrue, [])
})

/** Compiles code of a page with the published types. Returns the messages, one a line. */
function compile(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'dataflux-rum-compat-'))
  try {
    const file = join(folder, 'page.ts')
    writeFileSync(file, code)
    const options = '--ignoreConfig --noEmit --strict --target es2020 --lib es2020,dom --types'
    return spawnSync('npx', ['tsc', ...options.split(' '), '', file], { encoding: 'utf8' }).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the published types have every option and call, and none that is absent', () => {
  const names = (group: typeof CALLS, isThere: boolean) =>
    JSON.stringify(
      group.flatMap(({ name, state }) => ((state !== 'absent') === isThere ? name : [])),
    )
  const types = JSON.stringify(resolve('dist/dataflux-rum.d.ts').replace(/\.d\.ts$/, ''))
  const messages = compile(`
    import type { DatafluxRum, RumInitConfiguration } from ${types}
    const options = ${names(OPTIONS, true)} as const
    const calls = ${names(CALLS, true)} as const
    const absent = ${names(CALLS, false)} as const
    type Missing = Exclude<(typeof options)[number], keyof RumInitConfiguration>
      | Exclude<(typeof calls)[number], keyof DatafluxRum>
      | Extract<(typeof absent)[number], keyof DatafluxRum>
    const nothing: [Missing] extends [never] ? true : Missing = true
    export { nothing }
  `)
  assert.equal(messages, '')
})

test('TypeScript names the option that was meant', () => {
  const types = JSON.stringify(resolve('dist/dataflux-rum.d.ts').replace(/\.d\.ts$/, ''))
  const messages = compile(`
    import { datafluxRum } from ${types}
    datafluxRum.init({ applicationId: 'shop', datakitOrigin: '/', sessionSampelRate: 20 })
  `)
  assert.match(messages, /'sessionSampelRate' does not exist in type 'RumInitConfiguration'/)
  assert.match(messages, /Did you mean to write 'sessionSampleRate'\?/)
})
