import assert from 'node:assert/strict'
import test from 'node:test'
import { findMap } from './findMap.ts'

test('a script’s map is found wherever the build’s folder is on the site', () => {
  const cases: [url: string, files: string[], found: ReturnType<typeof findMap>][] = [
    ['https://x/js/a.js', ['js/a.js.map', 'a.js.map'], { path: 'js/a.js.map' }],
    ['https://x/static/js/a.js?v=1#h', ['js/a.js.map', 'a.js.map'], { path: 'js/a.js.map' }],
    ['https://x/a.js', ['dist/assets/a.js.map'], { path: 'dist/assets/a.js.map' }],
    ['https://x/a.js', ['dist/a.js.map', 'a.js.map'], { path: 'a.js.map' }],
    ['https://x/a.js', ['one/a.js.map', 'two/a.js.map'], 'ambiguous_map'],
    ['https://x/other/a.js', ['js/a.js.map'], 'no_map'],
    ['https://x/xa.js', ['a.js.map'], 'no_map'],
    ['https://x/%E2%82%AC.js', ['€.js.map'], { path: '€.js.map' }],
    ['https://x/%.js', ['%.js.map'], 'no_map'],
    ['nonsense', ['nonsense.map'], 'no_map'],
  ]
  for (const [url, files, found] of cases) {
    assert.deepEqual(findMap(url, files), found, url)
  }
})
