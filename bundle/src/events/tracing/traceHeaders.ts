/** @param caller - the calling page, and the host that it calls, for `skywalking_v3` */
type ToHeaders = (
  traceId: string,
  spanId: string,
  caller: readonly [service: string, instance: string, page: string, host: string],
) => Record<string, string>

/** Header format of each tracing system, for a trace that is sampled. */
export const TRACE_HEADERS: Readonly<Record<string, ToHeaders | undefined>> = {
  /** Priority 2: the user has decided, so that no sampler of the tracer decides again. */
  ddtrace: (traceId, spanId) => ({
    'x-datadog-origin': 'rum',
    'x-datadog-parent-id': spanId,
    'x-datadog-sampling-priority': '2',
    'x-datadog-trace-id': traceId,
  }),
  /** @see https://github.com/openzipkin/b3-propagation */
  zipkin: (traceId, spanId) => ({
    'x-b3-traceid': traceId,
    'x-b3-spanid': spanId,
    'x-b3-sampled': '1',
  }),
  zipkin_single_header: (traceId, spanId) => ({
    b3: `${traceId}-${spanId}-1`,
  }),
  /** @see https://www.w3.org/TR/trace-context/#traceparent-header */
  w3c_traceparent: (traceId, spanId) => ({
    traceparent: `00-${traceId}-${spanId}-01`,
  }),
  /** For tracers that count in 64 bits: those as they write them, and the same in W3C's form. */
  w3c_traceparent_64bit: (traceId, spanId) => ({
    traceparent: `00-${toHex(traceId, 32)}-${toHex(spanId, 16)}-01`,
    'x-gc-trace-id': traceId,
    'x-gc-span-id': spanId,
  }),
  /** @see https://skywalking.apache.org/docs/main/next/en/api/x-process-propagation-headers-v3/ */
  skywalking_v3: (traceId, spanId, caller) => {
    const [trace, segment, ...rest] = [traceId, spanId, ...caller].map(toBase64)
    return { sw8: [1, trace, segment, 0, ...rest].join('-') }
  },
  /** @see https://www.jaegertracing.io/docs/1.76/client-libraries/#propagation-format */
  jaeger: (traceId, spanId) => ({
    'uber-trace-id': `${traceId}:${spanId}:0:1`,
  }),
}

function toHex(decimal: string, length: number): string {
  return BigInt(decimal).toString(16).padStart(length, '0')
}

/** Encodes the UTF-8 form of a text: `btoa` alone takes only Latin-1. */
function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
