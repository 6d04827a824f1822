import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Intake, IntakeDeps, IntakeRequest } from './createIntake.ts'
import { createIntake } from './createIntake.ts'

function intakeInto(store: IntakeDeps['store']): Intake {
  return createIntake({
    store,
    readUserAgent: () => ({}),
    now: () => Date.UTC(2026, 0, 1),
    retentionDays: 30,
  })
}

function requestOf(body: string | Buffer, request: Partial<IntakeRequest> = {}): IntakeRequest {
  return {
    body: Buffer.from(body),
    contentType: 'text/plain;charset=utf-8',
    encoding: '',
    precision: 'ms',
    userAgent: '',
    ...request,
  }
}

test('every good line is stored, in any form and encoding', async () => {
  let stored = 0
  const intake = intakeInto(async (points) => {
    stored += points.length
  })
  await intake.accept(requestOf('view f=1 1\naction f=1 1\n'))
  await intake.accept(requestOf(gzipSync('view f=1 1'), { encoding: 'gzip' }))
  const json = '[{"measurement":"view","fields":{"f":1}}]'
  await intake.accept(requestOf(json, { contentType: 'application/json;utf-8' }))
  assert.equal(stored, 4)
})

test('bad lines are named after the good ones are stored', async () => {
  let stored = 0
  const intake = intakeInto(async (points) => {
    stored += points.length
  })
  await assert.rejects(intake.accept(requestOf('view f=1\nsession f=1\nview f=?\nview f=2')), {
    status: 400,
    errorCode: 'rum.badLines',
    message:
      '2 refused, 2 stored: line 2: unknown measurement "session": expected view, resource, error, long_task, action; line 3: a field value is not a number, boolean or quoted string',
  })
  assert.equal(stored, 2)
})

test('of many bad lines the first five are named', async () => {
  const intake = intakeInto(async () => undefined)
  await assert.rejects(intake.accept(requestOf('x\n'.repeat(8))), {
    message: `8 refused, 0 stored: ${[1, 2, 3, 4, 5].map((line) => `line ${line}: the fields are missing`).join('; ')}; and 3 more`,
  })
})

test('a body without a line is fine, and stores nothing', async () => {
  const intake = intakeInto(() => assert.fail('nothing to store'))
  await intake.accept(requestOf(''))
  await intake.accept(requestOf('# only a comment\n\n'))
})

test('a full queue asks to come back', async () => {
  const intake = intakeInto(() => undefined)
  await assert.rejects(intake.accept(requestOf('view f=1')), {
    status: 503,
    errorCode: 'rum.busy',
    headers: { 'retry-after': '2' },
  })
})

test('a failed write asks to come back', async () => {
  const intake = intakeInto(() => Promise.reject(new Error('disk full')))
  await assert.rejects(intake.accept(requestOf('view f=1')), {
    status: 503,
    errorCode: 'rum.storeFailed',
    headers: { 'retry-after': '2' },
  })
})

test('an unknown precision and a body that is no JSON are bad requests', async () => {
  const intake = intakeInto(() => undefined)
  await assert.rejects(intake.accept(requestOf('view f=1', { precision: 'd' })), {
    status: 400,
    errorCode: 'rum.badPrecision',
  })
  await assert.rejects(intake.accept(requestOf('view f=1', { contentType: 'application/json' })), {
    status: 400,
    errorCode: 'rum.badJson',
  })
})

test('a body with more points than one request may have stores the first of them', async () => {
  let stored = 0
  const intake = intakeInto(async (points) => {
    stored += points.length
  })
  await assert.rejects(intake.accept(requestOf('view f=1\n'.repeat(20_001))), {
    message: '1 refused, 20000 stored: line 20001: more than 20000 points: the rest is not read',
  })
  assert.equal(stored, 20_000)
})
