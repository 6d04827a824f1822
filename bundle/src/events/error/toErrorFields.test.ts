import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toErrorFields, toMessage } from './toErrorFields.ts'

const throwing = () => {
  throw new Error('from the page')
}

test('an error has its type, message and stack', () => {
  const { tags, fields } = toErrorFields(new RangeError('too far'))
  assert.deepEqual(tags, { error_type: 'RangeError' })
  assert.equal(fields.error_message, 'too far')
  assert.match(fields.error_stack ?? '', /^RangeError: too far\n at .* @ .*:\d+:\d+/)
  assert.equal(fields.error_causes, undefined)
})

test('an error of another frame, or of a library, is known by its shape', () => {
  const { tags, fields } = toErrorFields({
    name: 'HttpError',
    message: 'down',
    stack: 'f@http://x/a.js:1:2',
  })
  assert.deepEqual(tags, { error_type: 'HttpError' })
  assert.equal(fields.error_stack, 'HttpError: down\n at f @ http://x/a.js:1:2')
})

test('a DOMException is an error too', () => {
  const { tags, fields } = toErrorFields(new DOMException('no', 'AbortError'))
  assert.deepEqual([tags.error_type, fields.error_message], ['AbortError', 'no'])
})

test('an error without a name or a stack has neither', () => {
  assert.deepEqual(toErrorFields({ message: 'x', name: 5, stack: 5 }), {
    tags: { error_type: undefined },
    fields: { error_message: 'x', error_stack: undefined, error_causes: undefined },
  })
})

test('the headline of a stack whose error has no name says Error', () => {
  const { fields } = toErrorFields({ message: 'x', stack: 'f@http://x/a.js:1:2' })
  assert.equal(fields.error_stack, 'Error: x\n at f @ http://x/a.js:1:2')
})

const THROWN: [thrown: unknown, message: string][] = [
  ['just text', 'just text'],
  ['', ''],
  [42, '42'],
  [Number.NaN, 'null'],
  [null, 'null'],
  [undefined, 'undefined'],
  [false, 'false'],
  [5n, '"5"'],
  [Symbol('x'), 'Symbol(x)'],
  [{ code: 5, why: 'x' }, '{"code":5,"why":"x"}'],
  [['a', 1], '["a",1]'],
]

test('whatever else was thrown is its own message', () => {
  for (const [thrown, message] of THROWN) {
    assert.deepEqual(toErrorFields(thrown), { tags: {}, fields: { error_message: message } })
  }
  assert.match(toErrorFields(() => 'x').fields.error_message ?? '', /=>/)
})

test('causes are told from the outside in', () => {
  const inner = new TypeError('inner')
  const outer = new Error('outer', { cause: new RangeError('middle', { cause: inner }) })
  const causes = JSON.parse(toErrorFields(outer).fields.error_causes ?? '')
  assert.deepEqual(
    causes.map(({ type, message }: Record<string, unknown>) => [type, message]),
    [
      ['RangeError', 'middle'],
      ['TypeError', 'inner'],
    ],
  )
  assert.match(causes[1].stack, /^TypeError: inner\n at /)
})

test('values of the console are one message, as the console formats them', () => {
  const rows: [values: unknown[], message: string][] = [
    [['%s failed in %d ms', 'GET /api', 12.7], 'GET /api failed in 12 ms'],
    [['%c[shop]%c lost', 'color: red', ''], '[shop] lost'],
    [['%o and %O, %i of %f', { a: 1 }, [2], '7px', 0.5], '{"a":1} and [2], 7 of 0.5'],
    [['at 100%% with %s', 'x', 'more', 3], 'at 100% with x more 3'],
    [['%s: %s %d %c', 'one'], 'one: %s %d %c'],
    [['100%% %s'], '100%% %s'],
    [['%x %s', '%s', 'y'], '%x %s y'],
    [[{ text: '%s' }, 'x'], '{"text":"%s"} x'],
    [['caught %s', new TypeError('inner')], 'caught TypeError: inner'],
    [[], ''],
  ]
  for (const [values, message] of rows) {
    assert.equal(toMessage(values).message, message)
  }
})

test('a cause that is no error ends them', () => {
  assert.equal(toErrorFields(new Error('x', { cause: 'text' })).fields.error_causes, undefined)
})

test('of causes that go in circles ten are told', () => {
  const error = new Error('self')
  error.cause = error
  assert.equal(JSON.parse(toErrorFields(error).fields.error_causes ?? '').length, 10)
})

test('an error that cannot be read is still reported', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  for (const thrown of [
    proxy,
    { message: Object.create(null) },
    { message: { toString: throwing } },
    Object.defineProperty({}, 'message', { get: throwing }),
    Object.defineProperty({ message: 'x' }, 'stack', { get: throwing }),
    Object.defineProperty({ message: 'x' }, 'cause', { get: throwing }),
  ]) {
    assert.deepEqual(toErrorFields(thrown), { tags: {}, fields: { error_message: '[unreadable]' } })
  }
})

test('anything may be thrown', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (thrown) => {
      assert.equal(typeof toErrorFields(thrown).fields.error_message, 'string')
    }),
    { numRuns: 1000 },
  )
})
