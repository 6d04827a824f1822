import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

const { alignNames } = await import(pathToFileURL('scripts/build/alignNames.mjs').href)
const { createNameShortener } = await import(pathToFileURL('scripts/build/shortenNames.mjs').href)
const babel = createRequire(pathToFileURL('scripts/build/'))('@babel/standalone')

function shorten(code: string, pattern = /^$/, sourceType = 'script'): string {
  const options = { plugins: [createNameShortener(pattern)], sourceType, compact: true }
  return babel.transform(code, options).code
}

const PROGRAMS: Record<string, string> = {
  'a parameter with the name of its function':
    'function same(same) { return same + 1 } return same(1)',
  'a variable of the same name in an inner function':
    'let value = 1; const read = () => { let value = 2; return value }; return [value, read(), value]',
  'globals, and a typeof of one that is missing':
    'const list = [typeof missing, Math.max(1, 2), typeof e, typeof t, typeof n]; return list.join()',
  'destructured parameters with defaults of each other':
    'const read = ({ one, two = one, ...rest }, [three = two] = []) => ({ one, two, three, rest }); return JSON.stringify(read({ one: 1, four: 4 }))',
  'assignments to patterns':
    'let one, two; ({ one, other: two = 5 } = { one: 3 }); [one, two] = [two, one]; return [one, two]',
  'closures of a loop':
    'const all = []; for (let index = 0; index < 3; index++) all.push(() => index); return all.map((each) => each())',
  'loops over what an outer variable holds':
    'let last; for (const each of [1, 2]) for (last in { each }) ; return last',
  'the name of a class, outside and inside':
    'class Some { static make() { return new Some() } } return Some.make() instanceof Some',
  'the name of a function expression':
    'const count = function inner(left) { return left ? inner(left - 1) + 1 : 0 }; return count(3)',
  'a caught value, and none':
    'try { throw 1 } catch (thrown) { try { throw 2 } catch { return thrown } }',
  'hoisted functions and variables':
    'return first(); var late; function first() { late = 2; return second() } function second() { return late }',
  labels:
    'outer: for (const one of [1, 2]) { for (const two of [3]) { if (one === 1) continue outer; return two + one } }',
  'getters, setters and computed keys':
    "const key = 'made'; let held = 1; const object = { get value() { return held }, set value(given) { held = given }, [key]: 2 }; object.value = 4; return [object.value, object.made]",
  'a parameter that a default closes over':
    'const read = (one, two = () => one) => { one = 2; return two() }; return read(1)',
  'more variables than letters': `${Array.from({ length: 120 }, (_, index) => `let name${index} = ${index};`).join('')} return [${Array.from({ length: 120 }, (_, index) => `name${index}`)}].join()`,
}

function align(code: string): string {
  return babel.transform(code, { plugins: [alignNames], sourceType: 'script', compact: true }).code
}

for (const [name, program] of Object.entries(PROGRAMS)) {
  test(`a program has the same result with short names: ${name}`, () => {
    const whole = `(function () { ${program} })()`
    const short = shorten(whole)
    const aligned = align(short)
    // biome-ignore lint/security/noGlobalEval: the programs above
    const run = (code: string) => JSON.stringify(globalThis.eval(code))
    assert.equal(run(short), run(whole), short)
    assert.equal(run(aligned), run(whole), aligned)
  })
}

test('imports and exports keep the names that other files use', () => {
  const short = shorten(
    "import { given as first } from './a.js'; const second = first; export { second, first as third }",
    /^(given|second|third)$/,
    'module',
  )
  assert.match(
    short,
    /^import\{given as (\w)\}from'.\/a.js';const (\w)=\1;export\{\2 as second,\1 as third\};$/,
  )
})

test('functions that do the same have the same text, whatever is around them', () => {
  const short = shorten(
    '(function (a, b) { const first = (item, index) => a(item, index); const other = (value, place) => b(value, place) })()',
  )
  const [one, other] = short.match(/\(\w,\w\)=>/g) ?? []
  assert.ok(one)
  assert.equal(one, other)
})

test('a variable gets the name that most others have where its own stands', () => {
  const often = Array.from(
    { length: 9 },
    (_, index) => `function f${index}(e){return read(e,${index})}`,
  )
  const aligned = align(`${often.join('')}function rare(o){return read(o,9)}`)
  assert.match(aligned, /function rare\(e\)\{return read\(e,9\)/)
})

test('no variable gets a name that is another in its scope, or that the page has', () => {
  const often = Array.from(
    { length: 9 },
    (_, index) => `function f${index}(e){return read(e,${index})}`,
  )
  for (const other of [
    'let e=1;function rare(o){return read(o,e);}',
    'function rare(o){e();return read(o,9);}',
  ]) {
    const [body = ''] = /\(o\).*/.exec(other) ?? []
    const aligned = align(`${often.join('')}(function(){${other}})();`)
    assert.ok(aligned.endsWith(`${body}})();`), aligned)
  }
})

test('listed properties are shortened everywhere, those used most first, and none becomes a name that another has', () => {
  const short = shorten(
    '(function (given) { const { often, rare = 1 } = given; return { often, rare, e: given.often, often2: given?.often } })()',
    /^(often|rare)$/,
  )
  assert.match(
    short,
    /^\(function\((\w)\)\{const\{(\w)(?::\w)?,(\w)(?::\w)?=1\}=\1;return\{\2(?::\w)?,\3(?::\w)?,e:\1\.\2,often2:\1\?\.\2\};\}\)\(\);$/,
  )
})
