import assert from 'node:assert/strict'
import test from 'node:test'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Account } from './accounts.ts'
import type { PasswordCheck } from './passwordCheck.ts'
import { createPasswordCheck } from './passwordCheck.ts'

const ADMIN: Account = { name: 'admin', role: 'admin', scope: 'all', credential: 'x' }

function createCheck(now = () => 0): PasswordCheck {
  const verify = async (_name: string, password: string) =>
    password === 'right' ? ADMIN : undefined
  return createPasswordCheck({ verify }, now)
}

async function statusOf(attempt: Promise<unknown>): Promise<number> {
  try {
    return (await attempt) === undefined ? 401 : 200
  } catch (problem) {
    assert.ok(problem instanceof HttpProblem)
    return problem.status
  }
}

async function guess(check: PasswordCheck, address: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let time = 0; time < times; time++) {
    statuses.push(await statusOf(check({ name: 'admin', password: 'wrong', address })))
  }
  return statuses
}

test('guesses from one address keep nobody out who is elsewhere', async () => {
  const check = createCheck()
  const statuses = await guess(check, '203.0.113.1', 75)
  assert.deepEqual([statuses[9], statuses[10], statuses[74]], [401, 429, 429])
  assert.equal(
    await statusOf(check({ name: 'admin', password: 'right', address: '198.51.100.7' })),
    200,
  )
})

test('guesses from an address with others of its IPv6 network count together', async () => {
  const check = createCheck()
  await guess(check, '2001:db8::1', 10)
  const [status] = await guess(check, '2001:db8::2', 1)
  assert.equal(status, 429)
})

test('guesses for many names from one address count together', async () => {
  const check = createCheck()
  for (let user = 0; user < 10; user++) {
    await statusOf(check({ name: `user-${user}`, password: 'wrong', address: '203.0.113.1' }))
  }
  assert.deepEqual(await guess(check, '203.0.113.1', 1), [429])
})

test('an address may try again after a minute', async () => {
  let now = 0
  const check = createCheck(() => now)
  await guess(check, '203.0.113.1', 11)
  now = 60_000
  assert.deepEqual(await guess(check, '203.0.113.1', 2), [401, 429])
})

test('a sign-in waits for one guess of each other address, not for all of them', async () => {
  const order: string[] = []
  const verify = async (_name: string, password: string) => {
    order.push(password)
    return undefined
  }
  const check = createPasswordCheck({ verify }, () => 0)
  const guesses = [1, 2, 3, 4].map((nth) =>
    check({ name: 'admin', password: `guess ${nth}`, address: '203.0.113.1' }),
  )
  const own = check({ name: 'admin', password: 'own', address: '198.51.100.7' })
  await Promise.all([...guesses, own])
  assert.ok(order.indexOf('own') <= 2, String(order))
})

test('too many at once from one address are refused before anything is computed', async () => {
  const check = createCheck()
  const statuses = await Promise.all(
    Array.from({ length: 20 }, () =>
      statusOf(check({ name: 'admin', password: 'wrong', address: '203.0.113.1' })),
    ),
  )
  assert.ok(statuses.includes(503), String(statuses))
})

test('whoever leaves is not checked', async () => {
  const check = createCheck()
  const signal = AbortSignal.abort(new HttpProblem(499, 'rum.abandoned', 'gone'))
  const attempt = { name: 'admin', password: 'right', address: '203.0.113.1', signal }
  assert.equal(await statusOf(check(attempt)), 499)
})
