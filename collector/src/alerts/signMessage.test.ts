import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { createSecret, signMessage } from './signMessage.ts'

/** The example of the docs, as a receiver would copy it. */
function readExample(): (secret: string, headers: object, body: string, now: number) => boolean {
  const [, code = ''] =
    /```js\n(import[\s\S]*?)```/.exec(readFileSync('docs/alerts.md', 'utf8')) ?? []
  const body = code.replace(/^import .*$/gm, '').replace('export function', 'return function')
  return new Function('createHmac', 'timingSafeEqual', body)(
    ...[
      process.getBuiltinModule('node:crypto').createHmac,
      process.getBuiltinModule('node:crypto').timingSafeEqual,
    ],
  )
}

const now = 1_764_216_000_000
const secret = createSecret()
const body = '{"type":"alert.firing"}'
const headers = signMessage({ id: 'a.1', body, secret }, now)
const verify = readExample()

test('the example of docs/alerts.md accepts what the collector signs', () => {
  assert.equal(verify(secret, headers, body, now), true)
})

test('the example refuses another body, id, key or an old message', () => {
  assert.equal(verify(secret, headers, `${body} `, now), false)
  assert.equal(verify(secret, { ...headers, 'webhook-id': 'a.2' }, body, now), false)
  assert.equal(verify(createSecret(), headers, body, now), false)
  assert.equal(verify(secret, headers, body, now + 301_000), false)
})

test('a signature is the one of the standard’s own example', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  const example = signMessage(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
    1_614_265_330_000,
  )
  assert.equal(example['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
