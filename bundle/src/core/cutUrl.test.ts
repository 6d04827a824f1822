import assert from 'node:assert/strict'
import test from 'node:test'
import { cutUrl, cutUrls } from './cutUrl.ts'

test('a data: or blob: URL is cut to its type, in any case of letters and over any number of lines', () => {
  const rows = {
    'data:image/png;base64,aGVsbG8=': 'data:image/png',
    'data:text/html,<p>a\nb': 'data:text/html',
    'data:,hello': 'data:',
    'data:;base64,aGVsbG8=': 'data:',
    'DATA:text/plain;charset=utf-8,x': 'DATA:text/plain',
    'blob:https://shop.example/8a6c': 'blob:',
    'https://shop.example/data:1;x': 'https://shop.example/data:1;x',
    '': '',
  }
  for (const [url, cut] of Object.entries(rows)) {
    assert.equal(cutUrl(url), cut)
  }
})

test('in a text each such URL is cut where it ends, and all else stays', () => {
  const rows = {
    'cannot load data:image/png;base64,aGVs+/8=, twice data:,x':
      'cannot load data:image/png twice data:',
    'Error: x\n at f @ blob:https://shop.example/8a6c-1:12:7\n at g @ https://shop.example/a.js:1:2':
      'Error: x\n at f @ blob::12:7\n at g @ https://shop.example/a.js:1:2',
    '("blob:null/8a6c")': '("blob:")',
    'url(data:font/woff2;base64,AAAA)': 'url(data:font/woff2)',
    'data: 7, metadata:image/png;base64,xx, {data:1}':
      'data: 7, metadata:image/png;base64,xx, {data:1}',
  }
  for (const [text, cut] of Object.entries(rows)) {
    assert.equal(cutUrls(text), cut)
  }
})

test('a long text of beginnings of such URLs takes no time that grows with its square', () => {
  for (const part of ['data:', 'data:;', 'data:a/b;', 'blob:', 'blob::1', 'data:a']) {
    const startedAt = performance.now()
    cutUrls(part.repeat(100_000))
    assert.ok(performance.now() - startedAt < 2000, part)
  }
})
