import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setLocale } from './locale.ts'
import { loadCatalogue } from './messages.ts'
import { toValueText } from './valueText.ts'

test('a value has the name that a person reads, in both languages', async (t) => {
  t.after(() => setLocale('en'))
  const values = [
    ['session_status', 'exited'],
    ['session_status', 'ok'],
    ['session_health', 'healthy'],
    ['status', 'warning'],
    ['country', 'BR'],
    ['is_signin', 'true'],
  ] as const
  const read = () => values.map(([key, value]) => toValueText(key, value))
  assert.deepEqual(read(), ['Ended', 'Open or left', 'Healthy', 'Warning', 'Brazil (BR)', 'yes'])
  await loadCatalogue('zh')
  setLocale('zh')
  assert.deepEqual(read(), ['已结束', '进行中或已离开', '健康', '警告', '巴西 (BR)', '是'])
})

test('a value without a name stays as it is, and shows what it hides', () => {
  for (const [key, value] of [
    ['session_health', 'constructor'],
    ['country', 'Brazil'],
    ['country', 'ZZ9'],
    ['country', ''],
    ['browser', 'true north'],
  ] as const) {
    assert.equal(toValueText(key, value), value)
  }
  assert.equal(toValueText('browser', 'a\u202eb'), 'a⟨U+202E⟩b')
  assert.equal(toValueText('view_path', '/%E9%A6%96\u202e'), '/首⟨U+202E⟩')
})
