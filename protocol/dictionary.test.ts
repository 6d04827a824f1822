import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { toDictionaryPage } from './dictionaryPage.ts'
import type { Field } from './fields.ts'
import { FIELDS_OF_EVENTS, FIELDS_OF_SESSIONS, fieldLabel, findField } from './fields.ts'

const ALL = [...FIELDS_OF_EVENTS, ...FIELDS_OF_SESSIONS]

function groupBy(fields: readonly Field[], toKey: (field: Field) => string): Field[][] {
  const groups = new Map<string, Field[]>()
  for (const field of fields) {
    groups.set(toKey(field), [...(groups.get(toKey(field)) ?? []), field])
  }
  return [...groups.values()]
}

/** Everything that one name, or one column, may be only once. */
const toStorage = ({ unit, columnSince, emptyCell, text }: Field) => ({
  isText: ['string', 'code', 'json'].includes(unit),
  columnSince,
  emptyCell,
  text,
})

test('docs/dictionary.md is what `npm run docs:dictionary` writes', () => {
  assert.equal(readFileSync('docs/dictionary.md', 'utf8'), toDictionaryPage())
})

test('every name has a label in both languages and one sentence of documentation', () => {
  for (const { key, label, about } of ALL) {
    assert.ok(label[0] !== '' && label[1] !== '', key)
    assert.match(about, /^[^|\n]+\.$/, key)
  }
})

test('measurements that share a name mean the same by it', () => {
  for (const [first, ...others] of groupBy(FIELDS_OF_EVENTS, ({ key }) => key)) {
    for (const other of others) {
      assert.deepEqual({ ...other, measurement: '' }, { ...first, measurement: '' }, other.key)
    }
  }
})

test('fields that share a column fit into it', () => {
  const stored = FIELDS_OF_EVENTS.filter(({ columnSince }) => columnSince !== undefined)
  for (const [first, ...others] of groupBy(stored, ({ key, column = key }) => column)) {
    for (const other of others) {
      assert.deepEqual(toStorage(other), toStorage(first as Field), other.key)
    }
  }
})

test('an alias of a search that is a name as well stands for that name, too', () => {
  const hidden = ALL.filter(({ key, alias }) => {
    const isAlias = ALL.some((other) => other.alias === key)
    return isAlias && alias !== key
  })
  assert.deepEqual(hidden, [])
})

test('a name is found in its measurement first, and an unknown name is its own label', () => {
  assert.equal(findField('time_spent', 'view')?.label[0], 'Time spent')
  assert.equal(fieldLabel('resource_status', 'en'), 'Status')
  assert.equal(fieldLabel('resource_status', 'zh', 'resource'), '状态码')
  assert.equal(fieldLabel('session_view_count', 'en'), 'Views')
  assert.equal(fieldLabel('cart_size', 'zh'), 'cart_size')
})
