import type { FieldsOf } from '../../../../protocol/measurements.ts'
import type { PageRequest } from '../../browser/requests.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import { toJson } from '../../core/json.ts'
import { nanosecondsBetween } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'
import { toUrlParts } from '../url.ts'
import { toResourceType } from './resourceType.ts'

type Told = 'name' | 'startTime' | 'duration' | 'initiatorType'

/** Timing of a request. A failed request has no entry, and only the properties of `Told`. @see https://w3c.github.io/resource-timing/ */
export type ResourceEntry = Pick<PerformanceResourceTiming, Told> &
  Partial<PerformanceResourceTiming> & {
    // Younger than TypeScript's DOM library.
    readonly deliveryType?: string
    readonly renderBlockingStatus?: string
  }

type Edge = `${string}${'Start' | 'End'}` & keyof PerformanceResourceTiming

/** The phases of a load: their names as a duration and as a span of time, and the two marks between which they lie. */
const PHASES: [duration: string, span: string, from: Edge, to: Edge][] = [
  ['dns', 'dns', 'domainLookupStart', 'domainLookupEnd'],
  ['tcp', 'connect', 'connectStart', 'connectEnd'],
  ['ssl', 'ssl', 'secureConnectionStart', 'connectEnd'],
  ['ttfb', 'first_byte', 'requestStart', 'responseStart'],
  ['trans', 'download', 'responseStart', 'responseEnd'],
  ['redirect', 'redirect', 'redirectStart', 'redirectEnd'],
]

/** The event of a timing entry and, where there is one, of the request that it belongs to. */
export function toResourceEvent(
  entry: ResourceEntry,
  clock: Clock,
  request: Partial<PageRequest> = {},
): RawEvent {
  // 0: cross-origin without CORS, or a browser that does not tell.
  const status = String(request.status || entry.responseStatus || '') || undefined
  const { host, path, pathGroup, query } = toUrlParts(entry.name)
  return {
    measurement: 'resource',
    startedAt: clock.at(entry.startTime),
    source: { performanceEntry: entry },
    tags: {
      resource_id: createUuid(),
      resource_method: request.method,
      resource_status: status,
      resource_status_group: status && `${status[0]}xx`,
      ...request.trace,
    },
    fields: {
      resource_url: entry.name,
      resource_url_host: host,
      resource_url_path: path,
      resource_url_path_group: pathGroup,
      resource_url_query: query,
      resource_type: toResourceType(entry, path),
      resource_protocol: entry.nextHopProtocol || undefined,
      resource_delivery_type: entry.deliveryType || undefined,
      resource_render_blocking_status: entry.renderBlockingStatus || undefined,
      ...toTimingFields(entry),
      resource_failure: request.failure,
      resource_size: entry.decodedBodySize,
      resource_encode_size: entry.encodedBodySize,
      resource_decode_size: entry.decodedBodySize,
      resource_transfer_size: entry.transferSize,
    },
  }
}

/** A server of another origin hides the phases unless it sends `Timing-Allow-Origin`. */
function toTimingFields(entry: ResourceEntry): FieldsOf<'resource'> {
  const { startTime, requestStart, domainLookupStart, responseStart, responseEnd } = entry
  const fields: Record<string, string | number | undefined> = {
    // The document's own entry has the end of its load event for a duration.
    duration: nanosecondsBetween(startTime, responseEnd || startTime + entry.duration),
  }
  if (requestStart) {
    fields['resource_first_byte'] = nanosecondsBetween(domainLookupStart, responseStart)
    for (const [name, span, from, to] of PHASES) {
      const duration = nanosecondsBetween(entry[from] || entry[to], entry[to])
      fields[`resource_${name}`] = duration
      if (duration) {
        fields[`resource_${span}_time`] = toJson({
          duration,
          start: nanosecondsBetween(startTime, entry[from]),
        })
      }
    }
  }
  return fields
}
