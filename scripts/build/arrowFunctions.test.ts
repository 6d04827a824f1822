import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'

const { arrowFunctions } = await import(pathToFileURL('scripts/build/arrowFunctions.mjs').href)
const babel = createRequire(pathToFileURL('scripts/build/'))('@babel/standalone')

/** Programs that return a value, each with whether a function of theirs stays one. */
const PROGRAMS: [code: string, keepsFunction: boolean][] = [
  ['return twice(2); function twice(value) { return value * 2 }', false],
  [
    'return even(6); function even(n) { return !n || odd(n - 1) } function odd(n) { return n && even(n - 1) }',
    false,
  ],
  [
    'function outer() { let n = 1; return inner(); function inner() { n++; return n } } return outer()',
    false,
  ],
  ['function make() { return { a: 1 } } return make().a', false],
  ['function own() { return typeof this } return own.call(7)', true],
  ['function own() { return (() => this)() } return typeof own.call(7)', true],
  ['function count() { return arguments.length } return count(1, 2, 3)', true],
  ['function Point() { return new.target ? 1 : 2 } return new Point() instanceof Point', true],
  ['function* list() { yield 1 } return [...list()].length', true],
  ['function Plain() {} return new Plain() instanceof Plain', true],
  ['function around() { return { own() { return this.a }, a: 3 } } return around().own()', false],
]

for (const [code, keepsFunction] of PROGRAMS) {
  test(`\`${code}\` returns the same, and ${keepsFunction ? 'keeps its function' : 'has arrows'}`, () => {
    const whole = `(function(){${code}})()`
    const converted = babel.transform(whole, { plugins: [arrowFunctions], compact: true }).code
    assert.deepEqual(runInNewContext(converted), runInNewContext(whole))
    assert.equal(/function/.test(converted.replace('(function', '')), keepsFunction)
  })
}
