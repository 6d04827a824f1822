import { guard } from '../core/guard.ts'
import { report } from '../core/report.ts'
import type { BeforeSendOptions } from '../events/beforeSend.ts'
import type { ContextStorage } from '../events/contextStorage.ts'
import { createContextStorage } from '../events/contextStorage.ts'
import type { Scrubbers } from '../events/scrub.ts'
import type { TracingRule } from '../events/tracing/tracer.ts'
import type { TracedRequest, UrlMatch } from '../events/tracing/tracing.ts'
import { isMatch } from '../events/tracing/urlMatch.ts'
import type { ConsoleMethod } from '../events/trackConsole.ts'
import type { SessionStatus } from '../session/session.ts'
import type { SessionRules } from '../session/sessionState.ts'
import type { SessionStorage } from '../session/sessionStorage.ts'
import type { Bridge } from '../transport/bridge.ts'
import { findBridge } from '../transport/bridge.ts'
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

/** Options that the parts of the SDK are started with: checked, with every default filled in. */
export interface Options {
  readonly applicationId: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
  readonly sendContentTypeByJson: boolean
  /** `true`: `contextStorage` is used. */
  readonly storeContextsToLocal: boolean
  readonly trackUserInteractions: boolean
  readonly actionNameAttribute: string | undefined
  readonly trackViewsManually: boolean
  readonly defaultPrivacyLevel: string | undefined
  readonly traceId128Bit: boolean
  readonly intakeUrl: string
  readonly sessionSampleRate: number
  readonly sessionOnErrorSampleRate: number
  readonly sessionRules: SessionRules
  readonly sessionStorage: SessionStorage
  readonly outboxStorage: OutboxStorage
  readonly contextStorage: ContextStorage
  /** Status of a session after an uncaught error. */
  readonly unhandledStatus: SessionStatus
  /** `true` for a URL whose requests do not count as activity of the page. */
  readonly isExcludedUrl: (url: string) => boolean
  /** `true` for the message of an error that is not collected. */
  readonly isIgnoredError: (message: string) => boolean
  readonly scrubUrl: Scrubbers['scrubUrl']
  readonly scrubText: Scrubbers['scrubText']
  readonly beforeSend: BeforeSendOptions['beforeSend']
  readonly beforeSendErrors: BeforeSendOptions['beforeSendErrors']
  /** `true` for a URL whose requests the page does not want to be collected. */
  readonly isIntakeUrl: ((url: string) => unknown) | undefined
  /** Those whose calls become logs. */
  readonly consoleMethods: readonly ConsoleMethod[]
  readonly tracingRules: readonly TracingRule[]
  readonly tracingSampleRate: number
  readonly generateTraceId: (() => unknown) | undefined
  readonly injectTraceHeader: ((request: TracedRequest) => unknown) | undefined
  readonly outboxMaxBytes: number
  readonly outboxMaxAge: number
  /** Takes events to the app around the page, which samples them itself. */
  readonly bridge: Bridge | undefined
}

/**
 * Options that go on as they were given: nothing is checked in a text, a flag that is missing is off, and a callback
 * that is no function throws when it is called, which is reported then.
 */
type Unchecked = Pick<
  Options,
  | 'applicationId'
  | 'env'
  | 'version'
  | 'service'
  | 'sendContentTypeByJson'
  | 'storeContextsToLocal'
  | 'trackUserInteractions'
  | 'actionNameAttribute'
  | 'trackViewsManually'
  | 'defaultPrivacyLevel'
  | 'traceId128Bit'
  | 'scrubUrl'
  | 'scrubText'
  | 'beforeSend'
  | 'beforeSendErrors'
  | 'isIntakeUrl'
  | 'generateTraceId'
  | 'injectTraceHeader'
>

/** `undefined` (after one console error that names the fault) if nothing can be collected with these. */
export function toOptions(configuration: RumInitConfiguration): Options | undefined {
  const given = followAliases(configuration)
  if (!given.applicationId || typeof given.applicationId === 'object') {
    return refuse('init: give `applicationId`.')
  }
  const intakeUrl = toIntakeUrl(given)
  if (!intakeUrl) {
    return refuse(
      'init: give `datakitOrigin` as `https://…` or `/…`, without `/v1/write/rum`; or `site` and `clientToken`.',
    )
  }
  const { sessionSampleRate = 100, sessionOnErrorSampleRate = 0, tracingSampleRate = 100 } = given
  if (![sessionSampleRate, sessionOnErrorSampleRate, tracingSampleRate].every(isPercent)) {
    return refuse('init: sample rates must be from 0 to 100.')
  }
  const bridge = guard(findBridge)()
  const excluded = ([] as UrlMatch[]).concat(given.excludedActivityUrls ?? [])
  const ignored = ([] as UrlMatch[]).concat(given.ignoreErrors ?? [])
  return {
    ...(given as Unchecked),
    bridge,
    intakeUrl,
    sessionSampleRate: bridge ? 100 : sessionSampleRate,
    sessionOnErrorSampleRate,
    sessionRules: toSessionRules(given),
    sessionStorage: toSessionStorage(given),
    outboxStorage: createOutboxStorage(given.applicationId),
    contextStorage: createContextStorage(given.storeContextsKey || given.applicationId),
    unhandledStatus: given.unhandledStatus === 'unhandled' ? 'unhandled' : 'crashed',
    consoleMethods: toConsoleMethods(given.forwardConsoleLogs),
    tracingRules: toTracingRules(given),
    tracingSampleRate,
    isExcludedUrl: (url) => excluded.some((match) => isMatch(match, url)),
    isIgnoredError: (message) =>
      ignored.some((match) =>
        typeof match === 'string' ? message.includes(match) : isMatch(match, message),
      ),
    outboxMaxBytes: given.outboxMaxBytes ?? OUTBOX_MAX_BYTES,
    outboxMaxAge: given.outboxMaxAge ?? OUTBOX_MAX_AGE,
  }
}

/** Returns the options under their current names, where the page gave older ones. */
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

const CONSOLE_METHODS: readonly ConsoleMethod[] = ['log', 'info', 'warn', 'error', 'debug']

function toConsoleMethods(
  given: RumInitConfiguration['forwardConsoleLogs'],
): readonly ConsoleMethod[] {
  const list = given === 'all' ? CONSOLE_METHODS : ([] as ConsoleMethod[]).concat(given ?? [])
  if (list.every((each) => CONSOLE_METHODS.includes(each))) {
    return list
  }
  report('warn', `init: \`forwardConsoleLogs\` is ignored. Give \`all\` or a list of methods.`)
  return []
}

function isPercent(rate: number): boolean {
  return rate >= 0 && rate <= 100
}

function refuse(message: string): undefined {
  report('error', `${message} Nothing is collected.`)
}
