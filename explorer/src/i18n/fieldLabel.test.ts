import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toFieldLabel } from './fieldLabel.ts'
import { setLocale } from './locale.ts'
import { loadCatalogue } from './messages.ts'

test('a key has the label of its rows in the chosen language', async (t) => {
  t.after(() => setLocale('en'))
  assert.equal(toFieldLabel('time_spent'), 'Duration')
  assert.equal(toFieldLabel('time_spent', 'view'), 'Time spent')
  assert.equal(toFieldLabel('resource_url_host', 'resource'), 'Resource host')
  await loadCatalogue('zh')
  setLocale('zh')
  assert.equal(toFieldLabel('time_spent'), '时长')
  assert.equal(toFieldLabel('session_last_view_path'), '最后页面')
  assert.equal(toFieldLabel('last_seen', 'error'), '最近出现')
})

test('a custom attribute is called by its name', () => {
  assert.equal(toFieldLabel('@cart_size'), 'cart_size')
  assert.equal(toFieldLabel('constructor', 'action'), 'constructor')
})
