import assert from 'node:assert/strict'
import test from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { HttpProblem } from '../core/httpProblem.ts'
import { toEventRow } from '../store/eventRow.ts'
import { toStoredRow } from '../store/storedRow.ts'
import { createAdmission } from './admission.ts'
import { createOpenApplications } from './applications.ts'
import { createIntake } from './createIntake.ts'
import { EVENT_FORM, LOG_FORM, OTLP_FORM } from './intakeForm.ts'
import { createUserAgentReader } from './userAgent.ts'
import { createVisitorReader } from './visitor.ts'

/** 100,000 by hand: `FUZZ_RUNS=100000`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1500)

const SEEDS = [
  'view,app_id=a,session_id=s,view_id=v,view_url=https://x.example/a\\ b time_spent=1000000,is_active=true,custom="a \\"b\\" \\\\ c",event_id="e" 1767225600000',
  'error,session_id=s error_message="line\nbreak",error_stack=" at f @ x:1:2",event_id="2" 1767225600000\naction,session_id=s action_name="x" 1767225600001',
  '[{"measurement":"resource","tags":{"session_id":"s","n":1},"fields":{"duration":1.5,"o":{"a":[1]},"x":null},"time":1767225600000}]',
  'nginx,host=web-1,status=warn message="upstream timed out",code=504 1767225600000',
  '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"pay"}}]},"scopeLogs":[{"scope":{"name":"x"},"logRecords":[{"timeUnixNano":"1767225600000000001","severityNumber":17,"body":{"stringValue":"a"},"attributes":[{"key":"n","value":{"intValue":"5"}}]},{"body":{"kvlistValue":{"values":[{"key":"k","value":{"arrayValue":{"values":[{"boolValue":true}]}}}]}}}]}]}]}',
]

/** A real body with some of its characters replaced, removed, repeated or swapped for what means something. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        remove: fc.nat(6),
        insert: fc.oneof(
          fc.constantFrom(
            '"',
            '\\',
            ',',
            '=',
            ' ',
            '\n',
            '\r\n',
            '\0',
            '\ud800',
            '{',
            ']',
            '1e999',
          ),
          fc.constantFrom(
            '__proto__',
            'constructor',
            'i',
            '#',
            '-',
            '\ufeff',
            '99999999999999999999',
          ),
          fc.string({ maxLength: 5, unit: 'binary' }),
        ),
      }),
      { maxLength: 8 },
    ),
  )
  .map(([seed, changes]) =>
    changes.reduce((body, { at, remove, insert }) => {
      const start = Math.floor(at * body.length)
      return body.slice(0, start) + insert + body.slice(start + remove)
    }, seed),
  )

const packed = fc
  .tuple(mutated, fc.constantFrom('', 'gzip', 'deflate', 'raw', 'wrong'), fc.nat(40))
  .map(([text, packing, cut]) => {
    const body = Buffer.from(text)
    switch (packing) {
      case 'gzip':
        return { encoding: 'gzip', body: gzipSync(body) }
      case 'deflate':
        return { encoding: 'deflate', body: deflateSync(body) }
      case 'raw':
        return { encoding: 'deflate', body: deflateRawSync(body) }
      case 'wrong':
        return { encoding: 'gzip', body: gzipSync(body).subarray(cut) }
      default:
        return { encoding: '', body }
    }
  })

test('no mutated body is a fault of the collector, and its good lines become rows', async () => {
  let rows = 0
  const intake = createIntake({
    toRow: (point) => toStoredRow(toEventRow(point)),
    store: async (added) => {
      rows += added.length
    },
    admission: createAdmission({
      applications: createOpenApplications(30),
      requestsPerAddress: 0,
      now: () => 0,
    }),
    readUserAgent: createUserAgentReader(),
    readVisitor: createVisitorReader({ addressMode: 'truncated', readGeo: () => ({}) }),
    count: () => undefined,
    now: () => Date.UTC(2026, 0, 2),
  })
  const request = fc.record({
    packed,
    contentType: fc.constantFrom('text/plain', 'application/json'),
    form: fc.constantFrom(EVENT_FORM, LOG_FORM, OTLP_FORM),
    precision: fc.constantFrom('ms', 'ns', 's', 'h'),
    userAgent: fc.string({ maxLength: 40 }),
    address: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 10 })),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ packed: { encoding, body }, ...rest }) => {
      try {
        await intake.accept({ encoding, body, token: '', origin: '', ...rest })
      } catch (error) {
        assert.ok(error instanceof HttpProblem, String(error))
        assert.ok(error.status >= 400 && error.status < 500, `${error.status} ${error.message}`)
      }
    }),
    { numRuns: RUNS },
  )
  assert.ok(rows > RUNS / 10, `${rows} rows of ${RUNS} bodies`)
})
