import { ask } from '../../browser/ask.ts'
import type { PageRequest, RequestTrace } from '../../browser/requests.ts'
import { createHexId, createUuid } from '../../core/ids.ts'
import { parseUrl } from '../../core/parseUrl.ts'
import type { Trace } from './traceHeaders.ts'
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
  /** Whether ids of hex digits have 128 bits where the form leaves the choice. */
  readonly traceId128Bit: boolean
  readonly generateTraceId: (() => unknown) | undefined
  readonly injectTraceHeader: ((request: TracedRequest) => unknown) | undefined
  readonly applicationId: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly isIntakeUrl: (url: string) => boolean
  /** Whether traces of the session of now are kept. */
  readonly isTraced: () => boolean
}

/** A carrier of SkyWalking's with an empty part is refused. */
const UNKNOWN = 'unknown'

/** Gives each request to an allowed URL the headers of a trace of its own; `undefined` for all others. */
export function createTracer(deps: TracerDeps): (request: PageRequest) => RequestTrace | undefined {
  return ({ name: url, method }) => {
    const { traceType = '' } = deps.tracingRules.find(({ match }) => isMatch(match, url)) ?? {}
    const toHeaders = TRACE_HEADERS[traceType]
    if (!toHeaders || deps.isIntakeUrl(url)) {
      return undefined
    }
    const isSampled = deps.isTraced()
    const traceId =
      toText(ask('generateTraceId', deps.generateTraceId)) ||
      makeId(traceType, deps.traceId128Bit || traceType === 'w3c_traceparent')
    const spanId = makeId(traceType, false)
    const headers = toHeaders({
      traceId,
      spanId,
      isSampled,
      caller: toCaller(deps),
      host: parseUrl(url)?.host ?? '',
    })
    const more = ask('injectTraceHeader', deps.injectTraceHeader, {
      url,
      method,
      traceId,
      spanId,
      traceSampled: isSampled,
    })
    for (const [name, value] of Object.entries(more ?? {})) {
      if (toText(value)) {
        headers[name] = value
      }
    }
    // Nobody finds a trace that was not kept.
    return { headers, tags: isSampled ? { trace_id: traceId, span_id: spanId } : {} }
  }
}

function toCaller({ applicationId, env, version }: TracerDeps): Trace['caller'] {
  return [`${applicationId}_rum_${env || UNKNOWN}`, version || UNKNOWN, location.pathname]
}

function makeId(traceType: string, isWide: boolean): string {
  if (traceType === 'skywalking_v3') {
    return createUuid()
  }
  const hex = createHexId(isWide ? 16 : 8)
  // One bit less than 64: some tracers read it as a signed number.
  return /^ddtrace$|64bit$/.test(traceType) ? String(BigInt.asUintN(63, BigInt(`0x${hex}`))) : hex
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
