import type { PageRequest, RequestTrace } from '../../browser/requests.ts'
import { ask } from '../../core/ask.ts'
import { asText } from '../../core/asText.ts'
import { createHexId, createUuid } from '../../core/ids.ts'
import { parseUrl } from '../../core/parseUrl.ts'
import { TRACE_HEADERS } from './traceHeaders.ts'
import type { TracedRequest, UrlMatch } from './tracing.ts'
import { isMatch } from './urlMatch.ts'

/** Requests that are traced, and how. */
export interface TracingRule {
  readonly match: UrlMatch
  readonly traceType: string
}

export interface TracerDeps {
  readonly tracingRules: readonly TracingRule[]
  /** `true`: hexadecimal ids have 128 bits, where the form allows both. */
  readonly traceId128Bit: boolean
  readonly generateTraceId: (() => unknown) | undefined
  readonly injectTraceHeader: ((request: TracedRequest) => unknown) | undefined
  readonly applicationId: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly isIntakeUrl: (url: string) => boolean
  /** `true`: traces of the current session are sampled. */
  readonly isTraced: () => boolean
}

/**
 * Gives each request to an allowed URL the headers of a trace of its own; `undefined` for all others. A session whose
 * traces are not kept adds no header: one that says "not sampled" would make the backend drop its own trace, too.
 */
export function createTracer(deps: TracerDeps): (request: PageRequest) => RequestTrace | undefined {
  return ({ name: url, method }) => {
    const { traceType = '' } = deps.tracingRules.find(({ match }) => isMatch(match, url)) ?? {}
    const toHeaders = TRACE_HEADERS[traceType]
    if (!toHeaders || deps.isIntakeUrl(url) || !deps.isTraced()) {
      return undefined
    }
    const traceId =
      asText(ask('generateTraceId', deps.generateTraceId)) ||
      makeId(traceType, deps.traceId128Bit || traceType === 'w3c_traceparent')
    const spanId = makeId(traceType)
    const headers = toHeaders(traceId, spanId, [
      // A carrier of SkyWalking's with an empty part is refused.
      `${deps.applicationId}_rum_${deps.env || 'unknown'}`,
      deps.version || 'unknown',
      location.pathname,
      parseUrl(url)?.host ?? '',
    ])
    const more = ask('injectTraceHeader', deps.injectTraceHeader, {
      url,
      method,
      traceId,
      spanId,
      traceSampled: true,
    })
    for (const [name, value] of Object.entries(more ?? {})) {
      if (asText(value)) {
        headers[name] = value
      }
    }
    return { headers, tags: { trace_id: traceId, span_id: spanId } }
  }
}

function makeId(traceType: string, isWide = false): string {
  if (traceType === 'skywalking_v3') {
    return createUuid()
  }
  const hex = createHexId(isWide ? 16 : 8)
  // One bit less than 64: some tracers read it as a signed number.
  return /^ddtrace$|64bit$/.test(traceType) ? String(BigInt.asUintN(63, BigInt(`0x${hex}`))) : hex
}
