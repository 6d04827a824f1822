import { guard } from '../core/guard.ts'
import { toJson } from '../core/json.ts'
import type { Provider } from './assembly.ts'
import { followHints, readUserAgent } from './userAgent.ts'

interface Connection {
  readonly type?: string
  readonly effectiveType?: string
}

/** Adds what is the same for the whole page, and the network, which may change. An odd API of the browser costs its field alone. */
export function createEnvironmentProvider(application: {
  readonly sdkName: string
  readonly sdkVersion: string
  readonly applicationId: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
}): Provider {
  const fixed = {
    sdk_name: application.sdkName,
    sdk_version: application.sdkVersion,
    app_id: application.applicationId,
    env: application.env,
    version: application.version,
    service: application.service,
    source: 'browser',
    session_type: 'user',
    screen_size: guard(() => `${screen.width}*${screen.height}`)(),
    time_zone: guard(readTimeZone)(),
    ...guard(readUserAgent)(),
  }
  guard(followHints)((tags) => Object.assign(fixed, tags))
  return () => ({
    tags: { ...fixed, network_type: readNetworkType() },
    fields: {
      display: toJson({ viewport: { width: innerWidth, height: innerHeight } }),
      view_in_foreground: document.visibilityState === 'visible',
    },
  })
}

/** @see https://wicg.github.io/netinfo/ (not in every browser, nor in TypeScript's DOM library) */
function readNetworkType(): string | undefined {
  const { onLine, connection } = navigator as Navigator & { connection?: Connection }
  return onLine ? (connection?.type ?? connection?.effectiveType) : 'unreachable'
}

/**
 * The first `DateTimeFormat` of a page loads the locale's calendar, which costs as much as all the rest of the start.
 *
 * @see https://tc39.es/proposal-temporal/docs/now.html (not in every browser, nor in TypeScript's library)
 */
function readTimeZone(): string {
  const { Temporal } = window as { Temporal?: { Now?: { timeZoneId?(): string } } }
  return Temporal?.Now?.timeZoneId?.() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
