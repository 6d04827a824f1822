import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

const load = (file: string) => import(pathToFileURL(`scripts/build/${file}.mjs`).href)
const { ts } = await load('typescriptApi')
const { findVisibleNames } = await load('visibleNames')

const OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ES2020,
  lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'],
  types: [],
}

const ENTRY = 'entry.ts'
const host = ts.createCompilerHost(OPTIONS)
const libraries = new Map<string, unknown>() // parsed once for all cases

function readLibrary(file: string, version: unknown): unknown {
  const parsed = libraries.get(file) ?? host.getSourceFile(file, version)
  libraries.set(file, parsed)
  return parsed
}

/** Names of this source that may be shortened. */
function findHidden(source: string): string[] {
  const program = ts.createProgram([ENTRY], OPTIONS, {
    ...host,
    fileExists: (file: string) => file === ENTRY || host.fileExists(file),
    getSourceFile: (file: string, version: unknown) =>
      file === ENTRY ? ts.createSourceFile(file, source, version) : readLibrary(file, version),
  })
  assert.deepEqual(
    ts
      .getPreEmitDiagnostics(program)
      .map((problem: { messageText: string }) => problem.messageText),
    [],
  )
  const { own, visible } = findVisibleNames({
    program,
    isOwn: (file: string) => file === ENTRY,
    entry: ENTRY,
  })
  return [...own].filter((name) => !visible.has(name)).sort()
}

const BOX = 'interface Box { ownName: string }; declare const box: Box;'

const CASES: readonly [title: string, source: string, hidden: readonly string[]][] = [
  ['a name that stays inside is shortened', `${BOX} box.ownName; export {}`, ['ownName']],
  [
    'a word in a comment keeps no name',
    `${BOX} /** ownName */ box.ownName; export {}`,
    ['ownName'],
  ],
  [
    'a type that names a member keeps no name',
    `${BOX} type P = Pick<Box, 'ownName'>; export {}`,
    ['ownName'],
  ],
  ['a name that the DOM has is kept', 'interface A { sendBeacon(): void }; export {}', []],
  ['a name of an exported value is kept', `${BOX} export const api = { box }`, []],
  ['a parameter of an exported function is kept', `${BOX} export function call(given: Box) {}`, []],
  ['what becomes JSON is kept', `${BOX} JSON.stringify(box); export {}`, []],
  [
    'what becomes JSON deep inside is kept',
    `${BOX} JSON.stringify({ list: [{ box }] }); export {}`,
    [],
  ],
  ['what comes out of JSON is kept', `${BOX} const read: Box = JSON.parse(''); export {}`, []],
  [
    'what is asserted of an unknown value is kept',
    `${BOX} (0 as unknown as Box).ownName; export {}`,
    [],
  ],
  [
    'what a predicate finds is kept',
    `${BOX} function isBox(it: unknown): it is Box { return !!it }; export {}`,
    [],
  ],
  [
    'what the browser fills is kept',
    'interface Entry extends PerformanceEntry { newField?: number }; performance.getEntries() as Entry[]; export {}',
    [],
  ],
  ['what stands in a string is kept', `${BOX} 'ownName' in box; export {}`, []],
  [
    'keys of a record are kept',
    `const table: Record<string, number> = { rowName: 1 }; export {}`,
    [],
  ],
  [
    'narrowing an own type keeps no name',
    `${BOX} declare const maybe: Box | undefined; (maybe as Box).ownName; export {}`,
    ['ownName'],
  ],
  [
    'taking an own value apart keeps no name',
    `${BOX} const { ownName } = box; export {}`,
    ['ownName'],
  ],
]

for (const [title, source, hidden] of CASES) {
  test(title, () => {
    assert.deepEqual(findHidden(source), hidden)
  })
}
