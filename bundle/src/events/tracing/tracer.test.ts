import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import type { PageRequest, RequestTrace } from '../../browser/requests.ts'
import { TRACE_HEADERS } from './traceHeaders.ts'
import type { TracerDeps } from './tracer.ts'
import { createTracer } from './tracer.ts'
import type { TraceType } from './tracing.ts'

const URL = 'https://api.example:8443/v1?n=1'

function trace(
  test: TestContext,
  traceType: TraceType,
  more: Partial<TracerDeps> = {},
): RequestTrace | undefined {
  fakePage(test, { href: 'https://shop.example/cart?token=secret' })
  const toTrace = createTracer({
    tracingRules: [{ match: 'https://api.example:8443', traceType }],
    traceId128Bit: false,
    generateTraceId: undefined,
    injectTraceHeader: undefined,
    applicationId: 'shop',
    env: 'prod',
    version: '1.2',
    isIntakeUrl: () => false,
    isTraced: () => true,
    ...more,
  })
  return toTrace({ name: URL, method: 'GET' } as PageRequest)
}

/** Traces a request and returns its headers and ids. */
function traced(...args: Parameters<typeof trace>) {
  const { headers, tags } = trace(...args) as RequestTrace
  return { headers, traceId: tags.trace_id ?? '', spanId: tags.span_id ?? '' }
}

const HEX_64 = /^[0-9a-f]{16}$/
const HEX_128 = /^[0-9a-f]{32}$/
const DECIMAL = /^\d{1,19}$/

test('ddtrace: decimal ids of 63 bits, independent of each other', (t) => {
  const { headers, traceId, spanId } = traced(t, 'ddtrace')
  assert.deepEqual(headers, {
    'x-datadog-origin': 'rum',
    'x-datadog-parent-id': spanId,
    'x-datadog-sampling-priority': '2',
    'x-datadog-trace-id': traceId,
  })
  assert.match(traceId, DECIMAL)
  assert.match(spanId, DECIMAL)
  assert.notEqual(traceId, spanId)
  assert.ok(BigInt(traceId) < 2n ** 63n)
})

for (const [traceId128Bit, pattern] of [
  [false, HEX_64],
  [true, HEX_128],
] as const) {
  test(`zipkin and jaeger: a trace id that fits ${pattern} with traceId128Bit ${traceId128Bit}`, (t) => {
    const zipkin = traced(t, 'zipkin', { traceId128Bit })
    assert.deepEqual(zipkin.headers, {
      'x-b3-traceid': zipkin.traceId,
      'x-b3-spanid': zipkin.spanId,
      'x-b3-sampled': '1',
    })
    const single = traced(t, 'zipkin_single_header', { traceId128Bit })
    assert.deepEqual(single.headers, { b3: `${single.traceId}-${single.spanId}-1` })
    const jaeger = traced(t, 'jaeger', { traceId128Bit })
    assert.deepEqual(jaeger.headers, { 'uber-trace-id': `${jaeger.traceId}:${jaeger.spanId}:0:1` })
    for (const { traceId, spanId } of [zipkin, single, jaeger]) {
      assert.match(traceId, pattern)
      assert.match(spanId, HEX_64)
    }
  })
}

test('w3c_traceparent: 128 random bits, which do not hold the id of the span', (t) => {
  const { headers, traceId, spanId } = traced(t, 'w3c_traceparent')
  assert.deepEqual(headers, { traceparent: `00-${traceId}-${spanId}-01` })
  assert.match(traceId, HEX_128)
  assert.match(spanId, HEX_64)
  assert.ok(!traceId.includes(spanId))
  assert.doesNotMatch(traceId, /^0{16}/)
})

test('w3c_traceparent_64bit: the same ids in decimal digits and, padded, in hex ones', (t) => {
  const { headers, traceId, spanId } = traced(t, 'w3c_traceparent_64bit')
  const [, trace, span] = headers['traceparent']?.split('-') ?? []
  assert.deepEqual([BigInt(`0x${trace}`), BigInt(`0x${span}`)], [BigInt(traceId), BigInt(spanId)])
  assert.match(String(headers['traceparent']), /^00-0{16}[0-9a-f]{16}-[0-9a-f]{16}-01$/)
  assert.equal(headers['x-gc-trace-id'], traceId)
  assert.equal(headers['x-gc-span-id'], spanId)
})

test('skywalking_v3: eight parts, the page without its query', (t) => {
  const { headers, traceId, spanId } = traced(t, 'skywalking_v3', { env: 'prüf' })
  const parts = headers['sw8']?.split('-') ?? []
  const texts = parts.map((part) => Buffer.from(part, 'base64').toString())
  assert.deepEqual([parts[0], parts[3]], ['1', '0'])
  assert.deepEqual(
    [texts[1], texts[2], ...texts.slice(4)],
    [traceId, spanId, 'shop_rum_prüf', '1.2', '/cart', 'api.example:8443'],
  )
})

test('skywalking_v3: no part is empty', (t) => {
  const { headers } = traced(t, 'skywalking_v3', { env: undefined, version: undefined })
  assert.equal(headers['sw8']?.split('-').filter(Boolean).length, 8)
})

test('requests of a session that is not traced get no header and no id', (t) => {
  for (const traceType of Object.keys(TRACE_HEADERS) as TraceType[]) {
    const injectTraceHeader = () => assert.fail('a request that is not traced has no header')
    const options = { isTraced: () => false, injectTraceHeader }
    assert.equal(trace(t, traceType, options), undefined, traceType)
  }
})

test("the page's function makes the trace id; what it cannot make is made for it", (t) => {
  const custom = traced(t, 'ddtrace', { generateTraceId: () => '77' })
  assert.equal(custom.traceId, '77')
  assert.equal(custom.headers['x-datadog-trace-id'], '77')
  const fail = () => {
    throw new Error('from the page')
  }
  for (const generateTraceId of [() => 77, () => '', fail]) {
    assert.match(traced(t, 'ddtrace', { generateTraceId }).traceId, DECIMAL)
  }
})

test("the page's headers come with those of the trace, or in their place", (t) => {
  let asked: unknown
  const { headers, traceId, spanId } = traced(t, 'zipkin_single_header', {
    injectTraceHeader: (request) => {
      asked = request
      return { b3: 'own', tenant: 'a', wrong: 5 }
    },
  })
  assert.deepEqual(headers, { b3: 'own', tenant: 'a' })
  assert.deepEqual(asked, { url: URL, method: 'GET', traceId, spanId, traceSampled: true })
  const failing = traced(t, 'zipkin_single_header', {
    injectTraceHeader: () => {
      throw new Error('from the page')
    },
  })
  assert.deepEqual(Object.keys(failing.headers), ['b3'])
})

test('what is not allowed, and the intake, are not traced', (t) => {
  assert.equal(trace(t, 'ddtrace', { tracingRules: [] }), undefined)
  assert.equal(trace(t, 'ddtrace', { isIntakeUrl: () => true }), undefined)
})
