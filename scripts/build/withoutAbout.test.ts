import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parse } from 'acorn'

const { withoutAbout } = await import(pathToFileURL('scripts/build/withoutAbout.mjs').href)

function transform(code: string, id: string): string | undefined {
  const context = {
    parse: (text: string) => parse(text, { ecmaVersion: 2022, sourceType: 'module' }),
  }
  return withoutAbout().transform.call(context, code, id)?.code
}

test('the sentences of the dictionary become blanks, so that nothing else changes its place', () => {
  const code = `export const VIEW = { tags: { a: { unit: "ns", about: "It's {so}, and, so." }, b: { label: ["x"], about: \`y\`, text: "id" } } }`
  const short = transform(code, '/x/protocol/dictionary/view.ts') ?? ''
  assert.equal(short.length, code.length)
  assert.equal(
    short.replace(/ +/g, ' '),
    'export const VIEW = { tags: { a: { unit: "ns" }, b: { label: ["x"] , text: "id" } } }',
  )
})

test('a module beside the dictionary stays as it is', () => {
  assert.equal(transform('x = { a: 1, about: 2 }', '/x/protocol/fields.ts'), undefined)
})
