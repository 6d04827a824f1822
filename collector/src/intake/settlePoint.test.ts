import assert from 'node:assert/strict'
import test from 'node:test'
import { COMMON } from '../../../protocol/measurements.ts'
import type { Point } from '../../../protocol/point.ts'
import { PLACES, toEventRow } from '../store/eventRow.ts'
import { createAdmission } from './admission.ts'
import type { Application } from './applications.ts'
import { createApplications, isSampled } from './applications.ts'
import type { Intake } from './createIntake.ts'
import { createIntake } from './createIntake.ts'
import { EVENT_FORM } from './intakeForm.ts'
import { readText, settlePoint } from './settlePoint.ts'

const application = { origins: [], retentionDays: 30, sampleRate: 100, eventsPerSecond: 0 }
const now = Date.UTC(2026, 0, 1)

type Row = ReturnType<typeof toEventRow>

/** An intake with an open application, and `bank`, which needs a token, an origin and is sampled. */
function startIntake(bank: Partial<Application> = {}): { intake: Intake; rows: Row[] } {
  const rows: Row[] = []
  const guarded = { tokens: ['bank-token'], origins: ['https://bank.example'], retentionDays: 7 }
  const intake = createIntake<Row>({
    toRow: toEventRow,
    store: async (added) => {
      rows.push(...added)
    },
    admission: createAdmission({
      applications: createApplications([
        { ...application, id: 'open', tokens: [] },
        { ...application, id: 'bank', ...guarded, ...bank },
      ]),
      requestsPerAddress: 0,
      now: () => 0,
    }),
    readUserAgent: () => ({}),
    readVisitor: () => ({}),
    count: () => undefined,
    now: () => now,
  })
  return { intake, rows }
}

function send(intake: Intake, body: string, token = ''): Promise<void> {
  return intake.accept({
    body: Buffer.from(body),
    contentType: body.startsWith('[') ? 'application/json' : 'text/plain',
    encoding: '',
    precision: 'ms',
    userAgent: '',
    token,
    origin: token === '' ? '' : 'https://bank.example',
    address: '',
    form: EVENT_FORM,
  })
}

const TWO_NAMES = [
  'action,app_id=open app_id="bank",action_name="x"',
  'action,app_id=bank app_id="open",action_name="x"',
  '[{"measurement":"action","tags":{"app_id":"open"},"fields":{"app_id":"bank"}}]',
  '[{"measurement":"action","tags":{"app_id":"bank"},"fields":{"app_id":"open"}}]',
]

test('the application that is checked is the one that is stored, whichever form names two', async () => {
  for (const body of TWO_NAMES) {
    const { intake, rows } = startIntake()
    const isStored = await send(intake, body).then(
      () => true,
      (error: { errorCode: string }) => {
        assert.equal(error.errorCode, 'rum.tokenMissing', body)
        return false
      },
    )
    assert.deepEqual(
      rows.map((row) => row[PLACES.app_id]),
      isStored ? ['open'] : [],
      body,
    )
  }
})

test('an empty application beside a token is the token’s application, in a tag or a field', async () => {
  for (const body of [
    'action app_id="",action_name="x"',
    '[{"measurement":"action","tags":{"app_id":""},"fields":{"app_id":"","f":1}}]',
  ]) {
    const { intake, rows } = startIntake()
    await send(intake, body, 'bank-token')
    assert.deepEqual(
      rows.map((row) => row[PLACES.app_id]),
      ['bank'],
      body,
    )
  }
})

test('sampling decides by the session that is stored', async () => {
  const sampleRate = 50
  const [kept, dropped] = [true, false].map((isKept) =>
    Array.from({ length: 50 }, (_, index) => `s${index}`).find(
      (id) => isSampled(id, sampleRate) === isKept,
    ),
  )
  const { intake, rows } = startIntake({ sampleRate })
  const line = (tag: unknown, field: unknown): string =>
    `action,app_id=bank,session_id=${tag} session_id="${field}",action_name="x"`
  await send(intake, line(kept, dropped), 'bank-token')
  assert.equal(rows.length, 0)
  await send(intake, line(dropped, kept), 'bank-token')
  assert.deepEqual(
    rows.map((row) => row[PLACES.session_id]),
    [kept],
  )
})

test('every name of the wire has one value after settling, and it is the field’s', () => {
  const names = [
    ...Object.keys(COMMON.tags),
    ...Object.keys(COMMON.fields),
    'event_id',
    '__proto__',
    'hasOwnProperty',
  ]
  const entries = (value: string): [string, string][] => names.map((name) => [name, value])
  const point: Point = {
    measurement: 'view',
    tags: { ...Object.fromEntries(entries('tag')), only: 'tag' },
    fields: Object.fromEntries(entries('field')),
    time: now,
  }
  settlePoint(point)
  assert.deepEqual(point.tags, { only: 'tag' })
  for (const name of names) {
    assert.equal(readText(point, name), 'field', name)
  }
  assert.equal(readText(point, 'constructor'), '')
})

test('a text is read as it is stored: a lone surrogate is replaced before it is checked', () => {
  const point: Point = {
    measurement: 'view',
    tags: { session_id: 'a\ud800' },
    fields: { app_id: 7, is_signin: true },
    time: now,
  }
  assert.equal(readText(point, 'session_id'), 'a\ufffd')
  assert.equal(readText(point, 'app_id'), '7')
  assert.equal(readText(point, 'is_signin'), 'true')
})
