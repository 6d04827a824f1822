import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toJson } from './json.ts'

const throwing = () => {
  throw new Error('from the page')
}

test('plain data gives the same JSON as JSON.stringify', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
      assert.equal(toJson(value), JSON.stringify(value))
    }),
    { numRuns: 1000 },
  )
})

const ROWS: [name: string, value: unknown, json: string | undefined][] = [
  ['undefined', undefined, undefined],
  ['a function', () => 1, undefined],
  ['a symbol', Symbol('x'), undefined],
  ['null', null, 'null'],
  ['NaN and the infinities', [Number.NaN, Infinity, -Infinity], '[null,null,null]'],
  ['a negative zero', -0, '0'],
  ['a BigInt', { big: 12345678901234567890n }, '{"big":"12345678901234567890"}'],
  ['half a surrogate pair', '\ud800', '"\\ud800"'],
  ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ['an invalid date', new Date(Number.NaN), 'null'],
  ['members without a JSON form', { a: undefined, b() {}, c: Symbol('x'), d: 1 }, '{"d":1}'],
  ['items without a JSON form', [undefined, () => 1, 2], '[null,null,2]'],
  ['the holes of an array', Object.assign(new Array(4), { 0: 1, 2: 3 }), '[1,null,3,null]'],
  ['an array with only holes', new Array(3), '[null,null,null]'],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ['a member named __proto__', JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
  ['inherited members', Object.create({ inherited: 1 }), '{}'],
  ['toJSON', { a: { toJSON: () => ({ b: 1n }) } }, '{"a":{"b":"1"}}'],
  ['toJSON that is not a function', { toJSON: 'x' }, '{"toJSON":"x"}'],
  ['toJSON that throws', { a: { toJSON: throwing }, b: 2 }, '{"a":"[unreadable]","b":2}'],
  ['toJSON that returns itself', { a: returnsItself() }, '{"a":"[circular]"}'],
  ['a plain object with a member called window', { window: { w: 1 } }, '{"window":{"w":1}}'],
  ['a plain object with a nodeType', { nodeType: 'leaf' }, '{"nodeType":"leaf"}'],
]

function returnsItself(): unknown {
  const self = { toJSON: () => self }
  return self
}

for (const [name, value, json] of ROWS) {
  test(`JSON of ${name}`, () => {
    assert.equal(toJson(value), json)
  })
}

test('an object inside itself is written as [circular]', () => {
  const parent: Record<string, unknown> = { name: 'parent' }
  parent['children'] = [{ parent }]
  parent['self'] = parent
  assert.equal(
    toJson(parent),
    '{"name":"parent","children":[{"parent":"[circular]"}],"self":"[circular]"}',
  )
})

test('an object that occurs twice, but not inside itself, is written twice', () => {
  const shared = { a: 1 }
  assert.equal(toJson([shared, shared]), '[{"a":1},{"a":1}]')
})

test('a getter that throws costs only its own member', () => {
  const value = Object.defineProperties(
    { before: 1, after: 2 },
    { broken: { enumerable: true, get: throwing } },
  )
  assert.deepEqual(JSON.parse(toJson(value) ?? ''), { before: 1, after: 2, broken: '[unreadable]' })
})

test('an object that cannot be inspected is written as [unreadable]', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  assert.equal(toJson({ proxy }), '{"proxy":"[unreadable]"}')
  assert.equal(toJson(new Proxy({}, { ownKeys: throwing })), '"[unreadable]"')
})

test('a toJSON that an old library put on Array.prototype is not called', () => {
  const prototype = Array.prototype as unknown as { toJSON?: unknown }
  prototype.toJSON = throwing
  try {
    assert.equal(toJson({ list: [1, [2]] }), '{"list":[1,[2]]}')
  } finally {
    delete prototype.toJSON
  }
})

test('nodes, windows and other event targets are written by name, without their members', () => {
  class HTMLDivElement extends EventTarget {
    readonly __reactFiber = { huge: true }
    get [Symbol.toStringTag]() {
      return 'HTMLDivElement'
    }
  }
  assert.equal(toJson({ target: new HTMLDivElement() }), '{"target":"[object HTMLDivElement]"}')
})

function nest(depth: number): unknown {
  return depth === 0 ? 'core' : { a: nest(depth - 1) }
}

test('ten levels are written in full, the eleventh by name', () => {
  assert.equal(toJson(nest(10)), JSON.stringify(nest(10)))
  assert.match(toJson(nest(11)) ?? '', /^(\{"a":){10}"\[object Object\]"\}{10}$/)
})

test('a very long array or object is cut to its first 1,024 members', () => {
  const long = Array.from({ length: 5000 }, (_, index) => index)
  const items = JSON.parse(toJson(long) ?? '')
  assert.deepEqual(items, long.slice(0, 1024))
  assert.equal(Object.keys(JSON.parse(toJson({ ...long }) ?? '')).length, 1024)
})

test('objects with shared parts are written in bounded time', () => {
  let shared: unknown = 'leaf'
  for (let depth = 0; depth < 9; depth++) {
    shared = Array.from({ length: 50 }, () => shared) // 50 ** 9 paths
  }
  const json = toJson(shared) ?? ''
  assert.ok(json.length < 1_000_000)
  assert.ok(Array.isArray(JSON.parse(json)))
  assert.equal(toJson({ next: 1 }), '{"next":1}')
})

test('any value gives valid JSON or undefined, without a throw', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withObjectString: true,
    withBoxedValues: true,
  })
  fc.assert(
    fc.property(anything, (value) => {
      const json = toJson(value)
      if (json !== undefined) {
        JSON.parse(json)
      }
    }),
    { numRuns: 2000 },
  )
})
