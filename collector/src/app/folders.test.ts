import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'

const ROOT = 'collector/src' // tests are run from the repository's root
const architecture = readFileSync('docs/architecture.md', 'utf8')
const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8')) as {
  overrides: {
    includes: string[]
    linter: {
      rules: {
        style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } }
      }
    }
  }[]
}

/** The picture's lines, such as `query --> http & store`, from top to bottom. */
const PICTURE: [folder: string, imports: string[]][] = [
  ...architecture.matchAll(/^ {2}(\w+) --> ([\w &]+)$/gm),
].map(([, folder = '', imports = '']) => [folder, imports.split(' & ')])

/** `core` has no arrow of its own, and no arrow leads to it: every folder imports it. */
const ORDER = [...PICTURE.map(([folder]) => folder), 'store', 'core']

/** Folders that the code of a folder imports, tests left out: they may drive the whole collector. */
function findImports(folder: string): string[] {
  const files = readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts') && !/\.test(kit)?\.ts$/.test(file))
  const imports = sources.flatMap((file) => {
    const text = readFileSync(`${ROOT}/${folder}/${file}`, 'utf8')
    return [...text.matchAll(/ '(?:\.\.\/)+(\w+)\//g)].map(([, imported = '']) => imported)
  })
  return ORDER.filter((other) => other !== folder && other !== 'core' && imports.includes(other))
}

test('docs/architecture.md shows every folder of the collector', () => {
  assert.deepEqual([...ORDER].sort(), readdirSync(ROOT).sort())
})

test('docs/architecture.md shows what each folder of the collector imports', () => {
  const drawn = PICTURE.map(([folder, imports]) => [folder, [...imports].sort()])
  const found = PICTURE.map(([folder]) => [folder, findImports(folder).sort()])
  assert.deepEqual(drawn, found)
})

test('Biome forbids each folder of the collector to import one above it', () => {
  for (const [index, folder] of ORDER.entries()) {
    const rule = overrides.find(({ includes }) => includes.includes(`${ROOT}/${folder}/**`))
    const forbidden =
      rule?.linter.rules.style?.noRestrictedImports?.options.patterns.flatMap(
        ({ group }) => group,
      ) ?? []
    const above = ORDER.slice(0, index).map((other) => `**/${other}/**`)
    assert.deepEqual(
      above.filter((pattern) => !forbidden.includes(pattern)),
      [],
      folder,
    )
  }
})
