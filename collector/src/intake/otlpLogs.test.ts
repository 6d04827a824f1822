import assert from 'node:assert/strict'
import test from 'node:test'
import type { Point } from '../../../protocol/point.ts'
import type { DecodedLines } from './decodeLines.testkit.ts'
import { collectLines } from './decodeLines.testkit.ts'
import { decodeOtlpLogs } from './otlpLogs.ts'

const RECEIVED_AT = 1_767_225_600_000
const text = (value: string) => ({ stringValue: value })
const attribute = (key: string, value: object) => ({ key, value })

function decode(body: unknown): DecodedLines {
  const buffer = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const options = { precision: 'ns', receivedAt: RECEIVED_AT } as const
  return collectLines(decodeOtlpLogs(buffer, 'application/json', options))
}

function request(records: object[], resource: object = {}, scope: object = {}): object {
  return { resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: records }] }] }
}

function decodeOne(record: object, resource?: object, scope?: object): Point {
  const { points, problems } = decode(request([record], resource, scope))
  assert.deepEqual(problems, [])
  assert.equal(points.length, 1)
  return points[0] as Point
}

test('a record of an exporter becomes a log with the attributes of its resource and scope', () => {
  const resource = {
    attributes: [
      attribute('service.name', text('pay')),
      attribute('service.version', text('2.3.1')),
      attribute('deployment.environment', text('prod')),
      attribute('host.name', text('web-1')),
    ],
  }
  const record = {
    timeUnixNano: '1767225600123456789',
    observedTimeUnixNano: '1767225600999000000',
    severityNumber: 17,
    severityText: 'ERROR',
    body: text('card declined'),
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    attributes: [attribute('order', { intValue: '4711' }), attribute('user.id', text('u1'))],
  }
  assert.deepEqual(decodeOne(record, resource, { name: 'checkout', version: '1' }), {
    measurement: 'opentelemetry',
    tags: {},
    fields: {
      ...{ service: 'pay', version: '2.3.1', env: 'prod', 'host.name': 'web-1' },
      ...{ 'otel.scope.name': 'checkout', 'otel.scope.version': '1' },
      ...{ trace_id: '5b8efff798038103d269b633813fc60c', span_id: 'eee19b7ec3c1b174' },
      ...{ order: 4711, userid: 'u1', status: 'error', message: 'card declined' },
    },
    time: 1_767_225_600_123,
    nanoseconds: 456_789,
  })
})

const SEVERITIES: readonly [number: unknown, word: unknown, status: string][] = [
  ...[1, 4, 5, 8].map((number) => [number, undefined, 'debug'] as const),
  ...[9, 12].map((number) => [number, undefined, 'info'] as const),
  ...[13, 16].map((number) => [number, undefined, 'warning'] as const),
  ...[17, 20].map((number) => [number, undefined, 'error'] as const),
  ...[21, 24].map((number) => [number, undefined, 'emergency'] as const),
  ...[0, 25, -1, 'x', undefined].map((number) => [number, undefined, 'info'] as const),
  [undefined, 'WARN', 'warning'],
  [0, 'Audit', 'Audit'],
  ['13', 'INFO', 'warning'],
].map(([number, word, status]) => [number, word, String(status)])

for (const [severityNumber, severityText, status] of SEVERITIES) {
  test(`severity ${severityNumber} ${severityText ?? ''} is the status ${status}`, () => {
    assert.equal(decodeOne({ severityNumber, severityText }).fields['status'], status)
  })
}

test('a severity text that says something else than the number is kept', () => {
  const { fields } = decodeOne({ severityNumber: 9, severityText: 'Audit' })
  assert.deepEqual([fields['status'], fields['severity_text']], ['info', 'Audit'])
})

const VALUES: readonly [any: unknown, value: unknown][] = [
  [text('a'), 'a'],
  [text(''), ''],
  [{ boolValue: false }, false],
  [{ intValue: '42' }, 42],
  [{ intValue: 42 }, 42],
  [{ intValue: '9223372036854775807' }, '9223372036854775807'],
  [{ doubleValue: 1.5 }, 1.5],
  [{ doubleValue: 'NaN' }, undefined],
  [{ bytesValue: 'AQI=' }, 'AQI='],
  [{ arrayValue: { values: [text('a'), { intValue: '1' }, {}] } }, '["a",1,null]'],
  [{ kvlistValue: { values: [attribute('k', text('v'))] } }, '{"k":"v"}'],
  [{ arrayValue: {} }, '[]'],
  [{}, undefined],
  ['plain', undefined],
  [null, undefined],
]

for (const [any, value] of VALUES) {
  test(`the value ${JSON.stringify(any)} is read as ${JSON.stringify(value)}`, () => {
    const { fields } = decodeOne({ attributes: [{ key: 'a', value: any }], body: any })
    assert.equal(fields['a'], value)
    assert.equal(fields['message'], value ?? '')
  })
}

const TIMES: readonly [record: object, time: number][] = [
  [{ timeUnixNano: '1767225600001000000' }, RECEIVED_AT + 1],
  [{ timeUnixNano: '0', observedTimeUnixNano: '1767225600002000000' }, RECEIVED_AT + 2],
  [{ timeUnixNano: '', observedTimeUnixNano: 'x' }, RECEIVED_AT],
  [{}, RECEIVED_AT],
]

for (const [record, time] of TIMES) {
  test(`a record with ${JSON.stringify(record)} has the time ${time}`, () => {
    assert.equal(decodeOne(record).time, time)
  })
}

test('an attribute that has the name of the store wins over the one of the conventions', () => {
  const attributes = [attribute('service', text('own')), attribute('service.name', text('other'))]
  const { fields } = decodeOne({ attributes })
  assert.deepEqual([fields['service'], fields['service.name']], ['own', 'other'])
})

test('the ids of a record without a trace are left out', () => {
  const { fields } = decodeOne({ traceId: '00000000000000000000000000000000', spanId: '' })
  assert.deepEqual(Object.keys(fields), ['status', 'message'])
})

test('the keys of a body may stand in any order, and unknown ones are passed over', () => {
  const body = `{"x":[{"}":1}],"resourceLogs":[{"schemaUrl":"u","scopeLogs":[{"logRecords":
    [{"body":{"stringValue":"a"}}],"scope":{"name":"s"}}],"resource":{"attributes":
    [{"key":"k","value":{"stringValue":"v"}}]}}]}`
  const [point] = decode(body).points
  assert.deepEqual(point?.fields, {
    ...{ k: 'v', 'otel.scope.name': 's', status: 'info', message: 'a' },
  })
})

test('an empty request has no records', () => {
  for (const body of ['{}', '{"resourceLogs":[]}', '{"resourceLogs":[{"scopeLogs":[{}]}]}']) {
    assert.deepEqual(decode(body), { points: [], lines: [], problems: [] })
  }
})

const DEEP = `${'{"arrayValue":{"values":['.repeat(40)}${']}}'.repeat(40)}`

test('a record that cannot be read costs itself', () => {
  const records = `[{"body":{"stringValue":"a"}},5,{"body":${DEEP}},{"body":},{"body":{"stringValue":"b"}}]`
  const { points, problems } = decode(
    `{"resourceLogs":[{"scopeLogs":[{"logRecords":${records}}]}]}`,
  )
  assert.deepEqual(
    points.map(({ fields }) => fields['message']),
    ['a', 'b'],
  )
  assert.deepEqual(
    problems.map(({ line }) => line),
    [2, 3, 4],
  )
})

test('a body that ends in the midst gives the records before it', () => {
  const { points, problems } = decode(
    '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"a"}},{"body":{"st',
  )
  assert.deepEqual(
    points.map(({ fields }) => fields['message']),
    ['a'],
  )
  assert.ok(problems.length > 0)
})

test('a body of another type asks for JSON, and one without an object is refused', () => {
  const options = { precision: 'ns', receivedAt: 1 } as const
  assert.throws(() => decodeOtlpLogs(Buffer.from('x'), 'application/x-protobuf', options), {
    status: 415,
    message: /OTEL_EXPORTER_OTLP_PROTOCOL/,
  })
  assert.throws(() => decode('[]'), { status: 400, errorCode: 'rum.badJson' })
})

test('a resource is not multiplied beyond the limit of a body', () => {
  const resource = { attributes: [attribute('big', text('x'.repeat(1_000_000)))] }
  const { points, problems } = decode(
    request(
      Array.from({ length: 100 }, () => ({})),
      resource,
    ),
  )
  assert.equal(points.length, 33)
  assert.match(String(problems[0]?.reason), /with the attributes of their resources/)
  assert.equal(problems.length, 1)
})

test('a body has as many records as any other', () => {
  const { points, problems } = decode(request(Array.from({ length: 20_005 }, () => ({}))))
  assert.equal(points.length, 20_000)
  assert.deepEqual(
    problems.map(({ line }) => line),
    [20_001],
  )
})
