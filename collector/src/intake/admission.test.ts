import assert from 'node:assert/strict'
import test from 'node:test'
import { createAdmission } from './admission.ts'
import { createOpenApplications } from './applications.ts'

const sender = { token: '', origin: '' }

test('an address that sends too many requests is told when to come back; another is not affected', () => {
  const clock = { ms: 0 }
  const admission = createAdmission({
    applications: createOpenApplications(30),
    requestsPerAddress: 2,
    now: () => clock.ms,
  })
  for (let request = 0; request < 20; request++) {
    admission.checkRequest(sender, '203.0.113.1')
  }
  const tooMany = { status: 429, errorCode: 'rum.tooManyRequests', headers: { 'retry-after': '1' } }
  assert.throws(() => admission.checkRequest(sender, '203.0.113.1'), tooMany)
  assert.throws(() => admission.checkRequest(sender, '::ffff:203.0.113.1'), tooMany)
  admission.checkRequest(sender, '203.0.113.2')
  clock.ms = 1000
  admission.checkRequest(sender, '203.0.113.1')
})

test('this machine is not limited, nor is anybody without a limit', () => {
  const applications = createOpenApplications(30)
  const limited = createAdmission({ applications, requestsPerAddress: 1, now: () => 0 })
  const free = createAdmission({ applications, requestsPerAddress: 0, now: () => 0 })
  for (let request = 0; request < 100; request++) {
    limited.checkRequest(sender, '127.0.0.1')
    free.checkRequest(sender, '203.0.113.1')
  }
})

test('a large body counts as several requests, so that the next one waits', () => {
  const applications = createOpenApplications(30)
  const admission = createAdmission({ applications, requestsPerAddress: 2, now: () => 0 })
  admission.checkRequest(sender, '203.0.113.1')
  admission.spendBody('203.0.113.1', 65_535)
  admission.checkRequest(sender, '203.0.113.1')
  admission.spendBody('203.0.113.1', 30 * 65_536)
  const tooMany = { status: 429, headers: { 'retry-after': '6' } }
  assert.throws(() => admission.checkRequest(sender, '203.0.113.1'), tooMany)
})

test('a new rate of an application counts from its next event', () => {
  const admission = createAdmission({
    applications: createOpenApplications(30),
    requestsPerAddress: 0,
    now: () => 0,
  })
  const spend = (eventsPerSecond: number, count: number) => {
    const application = { ...admission.findApplication('shop', sender), eventsPerSecond }
    admission.spendEvents(new Map([[application, count]]))
  }
  spend(1, 10)
  assert.throws(() => spend(1, 1), { status: 429 })
  spend(100, 900)
  spend(0, 1e6)
})
