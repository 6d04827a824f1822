import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { observeEntries } from '../../browser/performanceEntries.ts'
import { whenLoaded } from '../../browser/whenLoaded.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import { toNanoseconds } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'
import { toUrlParts } from '../url.ts'
import { toResourceType } from './resourceType.ts'

/** @see https://w3c.github.io/resource-timing/ (younger than TypeScript's DOM library) */
type ResourceEntry = PerformanceResourceTiming & {
  readonly deliveryType?: string
  readonly renderBlockingStatus?: string
}

export interface ResourceCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
  /** Our own requests, which no customer wants to see. */
  readonly isIntakeUrl: (url: string) => boolean
}

/** Turns the browser's timing entries, those from before the SDK included, into raw `resource` events. */
export function startResourceCollection({
  rawEvents,
  clock,
  isIntakeUrl,
}: ResourceCollectionDeps): Stop {
  function collect(entries: PerformanceEntryList): void {
    for (const entry of entries as ResourceEntry[]) {
      if (!isIntakeUrl(entry.name)) {
        rawEvents.notify(toResourceEvent(entry, clock))
      }
    }
  }
  return stopAll(
    observeEntries('resource', collect),
    // The document's own entry is complete only after the load event.
    whenLoaded(() => collect(performance.getEntriesByType('navigation'))),
  )
}

function toResourceEvent(entry: ResourceEntry, clock: Clock): RawEvent {
  // 0: cross-origin without CORS, or a browser that does not tell.
  const status = entry.responseStatus ? String(entry.responseStatus) : undefined
  return {
    measurement: 'resource',
    startedAt: clock.at(entry.startTime),
    tags: {
      resource_id: createUuid(),
      resource_status: status,
      resource_status_group: status && `${status[0]}xx`,
    },
    fields: { ...toUrlFields(entry), ...toSizeFields(entry), ...toTimingFields(entry) },
  }
}

function toUrlFields(entry: ResourceEntry): FieldsOf<'resource'> {
  const { host, path, pathGroup, query } = toUrlParts(entry.name)
  return {
    resource_url: entry.name,
    resource_url_host: host,
    resource_url_path: path,
    resource_url_path_group: pathGroup,
    resource_url_query: query,
    resource_type: toResourceType(entry, path),
    resource_protocol: entry.nextHopProtocol || undefined,
    resource_delivery_type: entry.deliveryType || undefined,
    resource_render_blocking_status: entry.renderBlockingStatus || undefined,
  }
}

function toSizeFields(entry: ResourceEntry): FieldsOf<'resource'> {
  return {
    resource_size: entry.decodedBodySize,
    resource_encode_size: entry.encodedBodySize,
    resource_decode_size: entry.decodedBodySize,
    resource_transfer_size: entry.transferSize,
  }
}

/** Durations of the phases; a server of another origin hides them unless it sends `Timing-Allow-Origin`. */
function toTimingFields(entry: ResourceEntry): FieldsOf<'resource'> {
  const { connectEnd, domainLookupStart, requestStart, responseStart } = entry
  return {
    duration: toNanoseconds(entry.duration),
    ...(requestStart > 0 && {
      resource_dns: between(domainLookupStart, entry.domainLookupEnd),
      resource_tcp: between(entry.connectStart, connectEnd),
      resource_ssl: between(entry.secureConnectionStart || connectEnd, connectEnd),
      resource_ttfb: between(requestStart, responseStart),
      resource_trans: between(responseStart, entry.responseEnd),
      resource_redirect: between(entry.redirectStart, entry.redirectEnd),
      resource_first_byte: between(domainLookupStart, responseStart),
    }),
  }
}

function between(start: number, end: number): number {
  return toNanoseconds(Math.max(0, end - start))
}
