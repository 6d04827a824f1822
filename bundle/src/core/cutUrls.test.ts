import assert from 'node:assert/strict'
import test from 'node:test'
import { cutUrls } from './cutUrls.ts'

const ROWS: [what: string, rows: Record<string, string>][] = [
  [
    'a data: or blob: URL alone is cut to its type, in any case of letters and over any number of lines',
    {
      'data:image/png;base64,aGVsbG8=': 'data:image/png',
      'data:text/html,<p>a\nb': 'data:text/html',
      'data:,hello': 'data:',
      'data:no%20type,hello': 'data:no%20type',
      'data: 7, {"a":1}': 'data: 7, {"a":1}',
      'data:;base64,aGVsbG8=': 'data:',
      'DATA:text/plain;charset=utf-8,x y': 'DATA:text/plain',
      'blob:https://shop.example/8a6c': 'blob:',
      'blob:null/8a6c': 'blob:',
      'blob: not found': 'blob: not found',
      'https://shop.example/data:1;x': 'https://shop.example/data:1;x',
      '': '',
    },
  ],
  [
    'such a URL in a text is cut where it ends, and all else stays',
    {
      'cannot load data:image/png;base64,aGVs+/8=, twice data:,x':
        'cannot load data:image/png twice data:',
      'Error: x\n at f @ blob:https://shop.example/8a6c-1:12:7\n at g @ https://shop.example/a.js:1:2':
        'Error: x\n at f @ blob::12:7\n at g @ https://shop.example/a.js:1:2',
      '("blob:https://a/8a6c")': '("blob:")',
      'url(data:font/woff2;base64,AAAA)': 'url(data:font/woff2)',
      'data: 7, metadata:image/png;base64,xx, {data:1}':
        'data: 7, metadata:image/png;base64,xx, {data:1}',
    },
  ],
]

for (const [what, rows] of ROWS) {
  test(what, () => {
    for (const [text, cut] of Object.entries(rows)) {
      assert.equal(cutUrls(text), cut)
    }
  })
}

test('a long text of beginnings of such URLs takes no time that grows with its square', () => {
  for (const part of ['data:', 'data:;', 'data:a/b;', 'blob:', 'blob:a:1', 'data:a', ',data:,:1']) {
    const startedAt = performance.now()
    cutUrls(`x ${part.repeat(100_000)}`)
    assert.ok(performance.now() - startedAt < 2000, part)
  }
})
