/** One request's place in a trace, and what some of the forms say of it besides. */
export interface Trace {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
  /** Who is calling, for `skywalking_v3`. */
  readonly caller: readonly [service: string, instance: string, page: string]
  /** The host that is called. */
  readonly host: string
}

type ToHeaders = (trace: Trace) => Record<string, string>

/** How each tracing system has it written. */
export const TRACE_HEADERS: Readonly<Record<string, ToHeaders | undefined>> = {
  /** 2 and -1: the user has decided, and no sampler of the tracer's is to ask again. */
  ddtrace: ({ traceId, spanId, isSampled }) => ({
    'x-datadog-origin': 'rum',
    'x-datadog-parent-id': spanId,
    'x-datadog-sampling-priority': isSampled ? '2' : '-1',
    'x-datadog-trace-id': traceId,
  }),
  /** @see https://github.com/openzipkin/b3-propagation */
  zipkin: ({ traceId, spanId, isSampled }) => ({
    'x-b3-traceid': traceId,
    'x-b3-spanid': spanId,
    'x-b3-sampled': toFlag(isSampled),
  }),
  zipkin_single_header: ({ traceId, spanId, isSampled }) => ({
    b3: `${traceId}-${spanId}-${toFlag(isSampled)}`,
  }),
  /** @see https://www.w3.org/TR/trace-context/#traceparent-header */
  w3c_traceparent: ({ traceId, spanId, isSampled }) => ({
    traceparent: `00-${traceId}-${spanId}-0${toFlag(isSampled)}`,
  }),
  /** For tracers that count in 64 bits: those as they write them, and the same in W3C's form. */
  w3c_traceparent_64bit: ({ traceId, spanId, isSampled }) => ({
    traceparent: `00-${toHex(traceId, 32)}-${toHex(spanId, 16)}-0${toFlag(isSampled)}`,
    'x-gc-trace-id': traceId,
    'x-gc-span-id': spanId,
  }),
  /** @see https://skywalking.apache.org/docs/main/next/en/api/x-process-propagation-headers-v3/ */
  skywalking_v3: ({ traceId, spanId, isSampled, caller, host }) => {
    const [trace, segment, ...rest] = [traceId, spanId, ...caller, host].map(toBase64)
    return { sw8: [toFlag(isSampled), trace, segment, 0, ...rest].join('-') }
  },
  /** @see https://www.jaegertracing.io/docs/1.76/client-libraries/#propagation-format */
  jaeger: ({ traceId, spanId, isSampled }) => ({
    'uber-trace-id': `${traceId}:${spanId}:0:${toFlag(isSampled)}`,
  }),
}

function toFlag(isSampled: boolean): string {
  return isSampled ? '1' : '0'
}

function toHex(decimal: string, length: number): string {
  return BigInt(decimal).toString(16).padStart(length, '0')
}

/** Of the UTF-8 form: `btoa` alone takes Latin-1. */
function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
