import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import type { AcceptedPoint } from '../store/acceptedPoint.ts'
import { createAdmission } from './admission.ts'
import type { Application } from './applications.ts'
import { createApplications, createOpenApplications } from './applications.ts'
import type { Intake, IntakeDeps, IntakeRequest } from './createIntake.ts'
import { createIntake } from './createIntake.ts'
import { EVENT_FORM } from './intakeForm.ts'

function intakeInto(
  store: IntakeDeps<AcceptedPoint>['store'],
  deps: Partial<IntakeDeps<AcceptedPoint>> = {},
): Intake {
  const applications = createOpenApplications(30)
  return createIntake<AcceptedPoint>({
    toRow: (point) => point,
    store,
    admission: createAdmission({ applications, requestsPerAddress: 0, now: () => 0 }),
    readUserAgent: () => ({}),
    readVisitor: () => ({}),
    count: () => undefined,
    now: () => Date.UTC(2026, 0, 1),
    ...deps,
  })
}

function requestOf(body: string | Buffer, request: Partial<IntakeRequest> = {}): IntakeRequest {
  return {
    body: Buffer.from(body),
    contentType: 'text/plain;charset=utf-8',
    encoding: '',
    precision: 'ms',
    userAgent: '',
    token: '',
    origin: '',
    address: '',
    form: EVENT_FORM,
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
      '2 refused, 2 stored: line 2: unknown measurement "session": expected view, resource, action, error, long_task; line 3: a field value is not a number, boolean or quoted string',
  })
  assert.equal(stored, 2)
})

test('telemetry of another SDK is dropped and counted, in both forms, beside lines that are stored', async () => {
  const counts: Record<string, number> = {}
  const intake = intakeInto(async () => undefined, {
    count(outcome, lines) {
      counts[outcome] = (counts[outcome] ?? 0) + lines
    },
  })
  await intake.accept(requestOf('telemetry,app_id=shop status="debug"\nview f=1'))
  const json = '[{"measurement":"telemetry","tags":{},"fields":{"status":"debug"}}]'
  await intake.accept(requestOf(json, { contentType: 'application/json;UTF-8' }))
  assert.deepEqual(counts, { stored: 1, dropped: 2, sampled: 0 })
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

test('a line with a key that is too long, or too long itself, costs only itself', async () => {
  let stored = 0
  const intake = intakeInto(async (points) => {
    stored += points.length
  })
  const longKey = 'é'.repeat(129)
  const longLine = `view f="${'x'.repeat(1_048_576)}"`
  const body = `view f=1\nview ${longKey}=1\nview,${longKey}=t f=1\n${longLine}\nview ${'k'.repeat(256)}=1`
  await assert.rejects(intake.accept(requestOf(body)), {
    message:
      '3 refused, 2 stored: line 2: a key is longer than 256 bytes; line 3: a key is longer than 256 bytes; line 4: the line has more than 1048576 characters',
  })
  assert.equal(stored, 2)
})

function shop(application: Partial<Application>): Application {
  return {
    id: 'shop',
    tokens: [],
    origins: [],
    retentionDays: 7,
    sampleRate: 100,
    eventsPerSecond: 0,
    ...application,
  }
}

function intakeOf(application: Partial<Application>): {
  intake: Intake
  points: AcceptedPoint[]
  counts: Record<string, number>
} {
  const points: AcceptedPoint[] = []
  const counts: Record<string, number> = {}
  const applications = createApplications([shop(application)])
  const intake = intakeInto(
    async (added) => {
      points.push(...added)
    },
    {
      admission: createAdmission({ applications, requestsPerAddress: 0, now: () => 0 }),
      count(outcome, lines) {
        counts[outcome] = (counts[outcome] ?? 0) + lines
      },
    },
  )
  return { intake, points, counts }
}

test('an event of an application keeps its retention, and gets its id from the token', async () => {
  const { intake, points } = intakeOf({ tokens: ['t'] })
  await intake.accept(requestOf('view f=1\nview,app_id=shop f=2', { token: 't' }))
  assert.deepEqual(
    points.map(({ tags, retentionDays }) => [tags['app_id'], retentionDays]),
    [
      ['shop', 7],
      ['shop', 7],
    ],
  )
})

test('a body with a line of an application that is not known is refused whole', async () => {
  const { intake, points } = intakeOf({})
  const body = 'view,app_id=shop f=1\nview,app_id=other f=1'
  await assert.rejects(intake.accept(requestOf(body)), {
    status: 403,
    errorCode: 'rum.unknownApplication',
    message: 'app_id "other" is not known',
  })
  assert.deepEqual(points, [])
})

test('sessions beyond the sample rate are left out whole, counted, and answered as stored', async () => {
  const { intake, points, counts } = intakeOf({ sampleRate: 50 })
  const sessions = Array.from({ length: 200 }, (_, index) => `s${index}`)
  const body = sessions
    .flatMap((session) => [1, 2].map((f) => `view,app_id=shop,session_id=${session} f=${f}`))
    .join('\n')
  await intake.accept(requestOf(body))
  const kept = new Set(points.map(({ tags }) => tags['session_id']))
  assert.equal(points.length, kept.size * 2)
  assert.ok(kept.size > 70 && kept.size < 130, `${kept.size} of 200`)
  assert.deepEqual(counts, { stored: points.length, sampled: 400 - points.length })
})

test('an application that sends more events than it may is told when to come back', async () => {
  const { intake, points } = intakeOf({ eventsPerSecond: 10 })
  const body = 'view,app_id=shop f=1\n'.repeat(150)
  await intake.accept(requestOf(body))
  await assert.rejects(intake.accept(requestOf(body)), {
    status: 429,
    errorCode: 'rum.tooManyRequests',
    headers: { 'retry-after': '5' },
  })
  assert.equal(points.length, 150)
})

const DAY = 86_400_000

test('a body has events of forty days at most, and the others are refused by themselves', async () => {
  let stored = 0
  const intake = intakeInto(
    async (points) => {
      stored += points.length
    },
    {
      admission: createAdmission({
        applications: createOpenApplications(3650),
        requestsPerAddress: 0,
        now: () => 0,
      }),
    },
  )
  const today = Date.UTC(2026, 0, 1)
  const lines = Array.from({ length: 50 }, (_, day) => `view f=1 ${today - day * DAY}`)
  await assert.rejects(intake.accept(requestOf(lines.join('\n'))), {
    message: /^10 refused, 40 stored: line 41: a body has events of 40 days at most/,
  })
  assert.equal(stored, 40)
  const sessions = Array.from(
    { length: 50 },
    (_, month) => `view f=1,session_started=${today - month * 30 * DAY} ${today}`,
  )
  await assert.rejects(intake.accept(requestOf(sessions.join('\n'))), {
    message: /a body has events of 40 days at most/,
  })
})

test('each day beyond the first counts against the address', async () => {
  const intake = intakeInto(async () => undefined, {
    admission: createAdmission({
      applications: createOpenApplications(30),
      requestsPerAddress: 10, // a burst of 100
      now: () => 0,
    }),
  })
  const request = { address: '192.0.2.1' }
  const today = Date.UTC(2026, 0, 1)
  const week = Array.from({ length: 8 }, (_, day) => `view f=1 ${today - day * DAY}`).join('\n')
  for (let body = 0; body < 2; body++) {
    intake.admit(requestOf(week, request))
    await intake.accept(requestOf(week, request))
  }
  // 102 were spent, in two requests.
  assert.throws(() => intake.admit(requestOf(week, request)), { status: 429 })
})
