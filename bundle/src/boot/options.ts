import { report } from '../core/report.ts'
import type { BeforeSend } from '../events/beforeSend.ts'
import type { ContextStorage } from '../events/contextStorage.ts'
import { createContextStorage } from '../events/contextStorage.ts'
import type { Scrubbers } from '../events/scrub.ts'
import type { TracingRule } from '../events/tracing/tracer.ts'
import type { TracedRequest, UrlMatch } from '../events/tracing/tracing.ts'
import { isMatch } from '../events/tracing/urlMatch.ts'
import type { SessionStatus } from '../session/session.ts'
import type { SessionRules } from '../session/sessionState.ts'
import type { SessionStorage } from '../session/sessionStorage.ts'
import { toIntakeUrl } from '../transport/intakeUrl.ts'
import type { OutboxStorage } from '../transport/outboxStorage.ts'
import { createOutboxStorage } from '../transport/outboxStorage.ts'
import type { RumInitConfiguration } from './publicTypes.ts'
import { toSessionRules, toSessionStorage } from './sessionOptions.ts'
import { toTracingRules } from './tracingOptions.ts'

const OUTBOX_MAX_BYTES = 5_000_000
/** A week. */
const OUTBOX_MAX_AGE = 604_800

const ALIASES = {
  datakitUrl: 'datakitOrigin',
  sampleRate: 'sessionSampleRate',
  trackInteractions: 'trackUserInteractions',
  allowedDDTracingOrigins: 'allowedTracingOrigins',
  useCrossSiteSessionCookie: 'usePartitionedCrossSiteSessionCookie',
}

/** What the parts of the SDK are started with: checked, with every default filled in. */
export interface Options {
  readonly applicationId: string
  readonly intakeUrl: string
  readonly sendContentTypeByJson: boolean
  readonly env: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
  readonly sessionSampleRate: number
  readonly sessionOnErrorSampleRate: number
  readonly sessionRules: SessionRules
  readonly sessionStorage: SessionStorage
  readonly outboxStorage: OutboxStorage
  readonly contextStorage: ContextStorage
  /** Whether that is used. */
  readonly storeContextsToLocal: boolean
  /** What a session comes to by an uncaught error. */
  readonly unhandledStatus: SessionStatus
  readonly trackUserInteractions: boolean
  readonly actionNameAttribute: string | undefined
  readonly trackViewsManually: boolean
  /** Whether requests to it say nothing of what the page is busy with. */
  readonly isExcludedUrl: (url: string) => boolean
  /** Returns whether the page wants a request not to be collected. */
  readonly isIntakeUrl: (url: string) => boolean
  readonly defaultPrivacyLevel: string | undefined
  readonly scrubUrl: Scrubbers['scrubUrl']
  readonly scrubText: Scrubbers['scrubText']
  readonly beforeSend: BeforeSend | undefined
  readonly tracingRules: readonly TracingRule[]
  readonly tracingSampleRate: number
  readonly traceId128Bit: boolean
  readonly generateTraceId: (() => unknown) | undefined
  readonly injectTraceHeader: ((request: TracedRequest) => unknown) | undefined
  readonly outboxMaxBytes: number
  readonly outboxMaxAge: number
}

/** `undefined` (after one console error that names the fault) if nothing can be collected with these. */
export function toOptions(configuration: RumInitConfiguration): Options | undefined {
  const given = followAliases(configuration)
  if (typeof given.applicationId !== 'string' || !given.applicationId) {
    return refuse('init: give `applicationId`.')
  }
  const intakeUrl = toIntakeUrl(given)
  if (!intakeUrl) {
    return refuse('init: give `datakitOrigin`, or `site` and `clientToken`.')
  }
  const { sessionSampleRate = 100, sessionOnErrorSampleRate = 0, tracingSampleRate = 100 } = given
  if (![sessionSampleRate, sessionOnErrorSampleRate, tracingSampleRate].every(isPercent)) {
    return refuse('init: sample rates must be from 0 to 100.')
  }
  return {
    applicationId: given.applicationId,
    intakeUrl,
    sendContentTypeByJson: Boolean(given.sendContentTypeByJson),
    env: given.env,
    version: given.version,
    service: given.service,
    sessionSampleRate,
    sessionOnErrorSampleRate,
    sessionRules: toSessionRules(given),
    sessionStorage: toSessionStorage(given),
    outboxStorage: createOutboxStorage(given.applicationId),
    contextStorage: createContextStorage(given.storeContextsKey || given.applicationId),
    storeContextsToLocal: Boolean(given.storeContextsToLocal),
    unhandledStatus: given.unhandledStatus === 'unhandled' ? 'unhandled' : 'crashed',
    trackUserInteractions: Boolean(given.trackUserInteractions),
    actionNameAttribute: given.actionNameAttribute,
    defaultPrivacyLevel: given.defaultPrivacyLevel,
    scrubUrl: toFunction(given.scrubUrl),
    scrubText: toFunction(given.scrubText),
    beforeSend: toFunction(given.beforeSend),
    tracingRules: toTracingRules(given),
    tracingSampleRate,
    traceId128Bit: Boolean(given.traceId128Bit),
    generateTraceId: toFunction(given.generateTraceId),
    injectTraceHeader: toFunction(given.injectTraceHeader),
    trackViewsManually: Boolean(given.trackViewsManually),
    isExcludedUrl: toMatcher(given.excludedActivityUrls),
    isIntakeUrl: toMatcher(given.isIntakeUrl),
    outboxMaxBytes: given.outboxMaxBytes ?? OUTBOX_MAX_BYTES,
    outboxMaxAge: given.outboxMaxAge ?? OUTBOX_MAX_AGE,
  }
}

/** Under the names that options have today, where they are given under those of before. */
function followAliases(configuration: RumInitConfiguration): RumInitConfiguration {
  const given: Record<string, unknown> = { ...configuration }
  for (const [old, name] of Object.entries(ALIASES)) {
    if (given[old] !== undefined) {
      given[name] ??= given[old]
      report('debug', `init: \`${old}\` is now \`${name}\`.`)
    }
  }
  return given as unknown as RumInitConfiguration
}

function toMatcher(given: UrlMatch | readonly UrlMatch[] | undefined): (url: string) => boolean {
  const matches = ([] as UrlMatch[]).concat(given ?? [])
  return (url) => matches.some((match) => isMatch(match, url))
}

function toFunction<F>(given: F): F | undefined {
  return typeof given === 'function' ? given : undefined
}

function isPercent(rate: number): boolean {
  return rate >= 0 && rate <= 100
}

function refuse(message: string): undefined {
  report('error', `${message} Nothing is collected.`)
}
