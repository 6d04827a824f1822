import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatProperty } from './formatProperty.ts'
import { setLocale, setTimeZone } from './locale.ts'
import { loadCatalogue } from './messages.ts'

const of = (type: 'view' | 'resource' | 'action', key: string) => ({ type, key })

test('a field has its unit, in the language and the time zone of the reader', async (t) => {
  t.after(() => {
    setLocale('en')
    setTimeZone(undefined)
  })
  setTimeZone('Asia/Shanghai')
  const paint = of('view', 'largest_contentful_paint')
  assert.equal(formatProperty(1.243e9, paint), '1.2 s')
  assert.equal(formatProperty(23_411, of('resource', 'resource_size')), '23.4 kB')
  assert.equal(formatProperty(100, of('action', 'session_sample_rate')), '100%')
  assert.equal(formatProperty(0, of('view', 'session_started')), 'Jan 1, 1970, 08:00:00.000')
  await loadCatalogue('zh')
  setLocale('zh')
  assert.equal(formatProperty(1.243e9, paint), '1.2秒')
  assert.equal(formatProperty(0, of('view', 'session_started')), '1970年1月1日 08:00:00.000')
  assert.equal(formatProperty(true), '是')
})

test('a custom number and a text stay as they are, a time beyond dates is a number', () => {
  assert.equal(formatProperty(471_100), '471100')
  assert.equal(formatProperty('a "b"'), 'a "b"')
  assert.equal(formatProperty(9e15, of('view', 'session_started')), '9000000000000000')
})

test('JSON is indented', () => {
  assert.equal(formatProperty('{"a":1}'), '{\n  "a": 1\n}')
  assert.equal(formatProperty('[not json'), '[not json')
})

test('a name that every object inherits has no unit', () => {
  assert.equal(formatProperty(5, of('action', 'constructor')), '5')
})
