import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toVisibleText } from './visibleText.ts'

test('shows controls that reorder, hide or end a text by their number', () => {
  const cases: [given: string, shown: string][] = [
    ['invoice\u202Egpj.exe', 'invoice⟨U+202E⟩gpj.exe'],
    ['\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
    ['a\u200Eb\u061Cc', 'a⟨U+200E⟩b⟨U+061C⟩c'],
    ['pay\u200Bpal\uFEFF', 'pay⟨U+200B⟩pal⟨U+FEFF⟩'],
    ['a\0b\x1B[31m', 'a⟨U+0000⟩b⟨U+001B⟩[31m'],
  ]
  for (const [given, shown] of cases) {
    assert.equal(toVisibleText(given), shown)
  }
})

test('keeps line breaks, tabs, right-to-left words and joined emoji', () => {
  for (const text of ['a\n\tb\r\n', 'שלום', '首页', '👩‍💻', 'می‌خواهم']) {
    assert.equal(toVisibleText(text), text)
  }
})
