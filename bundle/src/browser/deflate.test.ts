import assert from 'node:assert/strict'
import test from 'node:test'
import { inflateSync } from 'node:zlib'
import { deflate } from './deflate.ts'

test('compresses text to bytes', async () => {
  const text = 'é '.repeat(1000)
  const bytes = (await deflate(text)) as ArrayBuffer
  assert.ok(bytes.byteLength < 100)
  assert.equal(inflateSync(bytes).toString(), text)
})

test('leaves text as it is where the browser cannot', async (t) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'CompressionStream')
  t.after(() => before && Object.defineProperty(globalThis, 'CompressionStream', before))
  Reflect.deleteProperty(globalThis, 'CompressionStream')
  assert.equal(await deflate('text'), 'text')
})
