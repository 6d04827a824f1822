import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toDemoShop } from './demoShop.ts'

test('the demo shop is another port of the same host, and nowhere unless the address names it', () => {
  const find = (search: string) => toDemoShop(new URL(`http://127.0.0.1:9530/${search}`))
  assert.equal(find('?demo=8081'), 'http://127.0.0.1:8081/')
  for (const search of ['', '?demo=', '?demo=80@evil.test', '?demo=99999', '?demo=//evil.test']) {
    assert.equal(find(search), undefined, search)
  }
})
