/** A beginning of URLs, a pattern, or a function that says yes. */
export type UrlMatch = string | RegExp | ((url: string) => unknown)

export type TraceType =
  | 'ddtrace'
  | 'zipkin'
  | 'zipkin_single_header'
  | 'w3c_traceparent'
  | 'w3c_traceparent_64bit'
  | 'skywalking_v3'
  | 'jaeger'

/** A request that is about to be sent, as `injectTraceHeader` gets it. */
export interface TracedRequest {
  readonly url: string
  readonly method: string
  readonly traceId: string
  readonly spanId: string
  readonly traceSampled: boolean
}
