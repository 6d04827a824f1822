import assert from 'node:assert/strict'
import test from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { INTAKE_LIMITS } from '../../../protocol/limits.ts'
import { inflateBody } from './inflate.ts'

const text = Buffer.from('view f=1\n'.repeat(100))

test('gzip, zlib and raw deflate are undone', async () => {
  assert.deepEqual(await inflateBody(gzipSync(text), 'gzip'), text)
  assert.deepEqual(await inflateBody(deflateSync(text), 'deflate'), text)
  assert.deepEqual(await inflateBody(deflateSync(text, { level: 1 }), 'deflate'), text)
  assert.deepEqual(await inflateBody(deflateRawSync(text), 'deflate'), text)
})

test('a body without an encoding is taken as it is', async () => {
  assert.equal(await inflateBody(text, ''), text)
  assert.equal(await inflateBody(text, 'identity'), text)
})

test('a body that is not what its encoding says is a bad request', async () => {
  const cases: [body: Buffer, encoding: string][] = [
    [text, 'gzip'],
    [text, 'deflate'],
    [gzipSync(text).subarray(0, -5), 'gzip'],
    [text, 'br'],
    [text, '__proto__'],
  ]
  for (const [body, encoding] of cases) {
    const expected = { status: 400, errorCode: 'rum.badEncoding' }
    await assert.rejects(inflateBody(body, encoding), expected, encoding)
  }
})

test('a small body that inflates beyond the limit is stopped there, in every encoding', async () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024)
  const bombs: [bomb: Buffer, encoding: string][] = [
    [gzipSync(zeros), 'gzip'],
    [deflateSync(zeros), 'deflate'],
    [deflateRawSync(zeros), 'deflate'],
    [Buffer.concat(Array.from({ length: 64 }, () => gzipSync(zeros.subarray(0, 2 ** 20)))), 'gzip'],
  ]
  for (const [bomb, encoding] of bombs) {
    assert.ok(bomb.length < INTAKE_LIMITS.compressedBytes)
    const expected = { status: 413, errorCode: 'rum.bodyTooLarge' }
    await assert.rejects(inflateBody(bomb, encoding), expected, encoding)
  }
})

test('a body that inflates to exactly the limit passes', async () => {
  const body = await inflateBody(gzipSync(Buffer.alloc(INTAKE_LIMITS.inflatedBytes)), 'gzip')
  assert.equal(body.length, INTAKE_LIMITS.inflatedBytes)
})

test('a compressed body over its own limit is not inflated at all', async () => {
  const body = Buffer.alloc(INTAKE_LIMITS.compressedBytes + 1)
  await assert.rejects(inflateBody(body, 'gzip'), { status: 413 })
})
