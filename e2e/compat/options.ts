import type { Entry } from './entry.ts'
import { hasNoEffect, works } from './entry.ts'

const NO_REPLAY = 'There is no session replay.'

/** Options of `init`. */
export const OPTIONS: readonly Entry[] = [
  works('applicationId', 'compat', 'a number is taken as its text'),
  works('datakitOrigin', 'compat', 'a DataKit, or a dataflux-rum collector'),
  works('datakitUrl', 'compat', 'the older name of `datakitOrigin`'),
  works('site', 'sending', 'with `clientToken`'),
  works('clientToken', 'sending', 'also with `datakitOrigin`'),
  works('sendContentTypeByJson', 'sending'),
  works('env', 'compat'),
  works('version', 'compat'),
  works('service', 'compat', 'see the defaults below'),
  works('sessionSampleRate', 'sampling'),
  works('sampleRate', 'contexts', 'the older name of `sessionSampleRate`'),
  works('sessionOnErrorSampleRate', 'sampling'),
  works('trackUserInteractions', 'compat'),
  works('trackInteractions', 'contexts', 'the older name of `trackUserInteractions`'),
  works('actionNameAttribute', 'actions'),
  works('trackViewsManually', 'views'),
  works('trackingConsent', 'consent', '`pending` as well: events wait in memory'),
  works('trackSessionAcrossSubdomains', 'sites'),
  works('useSecureSessionCookie', 'sites'),
  works('usePartitionedCrossSiteSessionCookie', 'sites'),
  works('useCrossSiteSessionCookie', 'compat', 'the older name of the option above'),
  works('allowFallbackToLocalStorage', 'sites'),
  works('storeContextsToLocal', 'contexts'),
  works('storeContextsKey', 'contexts'),
  works('allowedTracingUrls', 'tracing'),
  works('allowedTracingOrigins', 'compat', 'a pattern or function is asked for the origin'),
  works('allowedDDTracingOrigins', 'tracing', 'the same'),
  works('traceType', 'tracing', 'all documented types'),
  works('traceId128Bit', 'tracer'),
  works('tracingSampleRate', 'compat', 'requests of other sessions get no header'),
  works('generateTraceId', 'tracing'),
  works('injectTraceHeader', 'tracing'),
  works(
    'beforeSend',
    'beforeSend',
    'the documented shape of `event` and `context`, to read and to edit',
  ),
  works('isIntakeUrl', 'beforeSend'),
  works('excludedActivityUrls', 'views'),
  works('defaultPrivacyLevel', 'privacy', 'for names of clicked elements'),
  hasNoEffect(
    'sessionReplaySampleRate',
    `${NO_REPLAY} The pages of the explorer show a session by its events.`,
  ),
  hasNoEffect('sessionReplayOnErrorSampleRate', NO_REPLAY),
  hasNoEffect(
    'shouldMaskNode',
    `${NO_REPLAY} Use \`data-gc-privacy\` and \`scrubText\` for names.`,
  ),
  hasNoEffect(
    'compressIntakeRequests',
    'Bodies are always compressed where the browser has `CompressionStream`, without a worker.',
  ),
  hasNoEffect('workerUrl', 'There is no worker, so a CSP needs no `worker-src`.'),
  hasNoEffect(
    'retryMaxSize',
    'Events wait for the intake in an outbox. Use `outboxMaxBytes` and `outboxMaxAge`.',
  ),
  hasNoEffect(
    'isServerError',
    'No response is an error event: a request is a resource with its status, found by `resource_status_group:5xx`. Use `addError` for an answer that is a fault.',
  ),
  hasNoEffect(
    'remoteConfiguration',
    'Options are those of `init`: nothing is fetched before the SDK starts. The collector answers `/v1/env_variable` with none, for pages with another SDK.',
  ),
  hasNoEffect(
    'silentMultipleInit',
    'A second `init` with the same options is always silent; other options cause one warning.',
  ),
  hasNoEffect(
    'telemetrySampleRate',
    'The SDK reports nothing about itself but `sdk_failure_count`. The collector takes and drops the `telemetry` of other SDKs.',
  ),
  hasNoEffect('telemetryEnabled', 'As for `telemetrySampleRate`.'),
  hasNoEffect(
    'enableLongAnimationFrame',
    'Always on where the browser reports long animation frames; else long tasks.',
  ),
]
