import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toAttributeText } from './attribute.ts'

test('shows a field in the unit of the wire contract', () => {
  assert.equal(toAttributeText('view', 'largest_contentful_paint', 1.243e9), '1.2 s')
  assert.equal(toAttributeText('resource', 'resource_size', 23_411), '23.4 kB')
  assert.equal(toAttributeText('action', 'session_sample_rate', 100), '100 %')
  assert.equal(toAttributeText('view', 'session_started', 0), '1970-01-01T00:00:00.000Z')
})

test('shows a custom number and a boolean unchanged', () => {
  assert.equal(toAttributeText('action', 'price', 38), '38')
  assert.equal(toAttributeText('view', 'is_active', true), 'true')
})

test('indents JSON, and leaves other text unchanged', () => {
  assert.equal(toAttributeText('action', 'custom', '{"a":1}'), '{\n  "a": 1\n}')
  assert.equal(toAttributeText('action', 'custom', '[not json'), '[not json')
})

test('has no unit for a name that every object inherits', () => {
  assert.equal(toAttributeText('action', 'constructor', 5), '5')
})
