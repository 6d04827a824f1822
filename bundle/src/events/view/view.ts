import type { FieldsOf, TagsOf } from '../../../../protocol/measurements.ts'
import { createUuid } from '../../core/ids.ts'
import { toJson } from '../../core/json.ts'
import type { Timestamp } from '../../core/time.ts'
import { nanosecondsBetween } from '../../core/time.ts'
import { copyContext } from '../contexts.ts'
import type { AssembledEvent, Context, RawEvent } from '../rawEvent.ts'
import { toUrlParts } from '../url.ts'
import { readNavigationTimings } from './navigationTimings.ts'

/** Properties of a view that the page starts. */
export interface ViewOptions {
  readonly name?: string | undefined
  readonly service?: string | undefined
  readonly version?: string | undefined
  readonly context?: Context | undefined
}

export interface ViewOrigin {
  readonly startedAt: Timestamp
  readonly loadingType: 'initial_load' | 'route_change' | 'bfcache_restore'
  readonly url: string
  readonly referrer: string
}

/** One page view: what the user had in front of them between two navigations. */
export interface View extends Omit<ViewOrigin, 'url'> {
  url: string
  loadingType: ViewOrigin['loadingType']
  /** Tags of every event of the view. */
  readonly tags: TagsOf<'view'>
  fields: FieldsOf<'view'>
  context: Context
  /** Measurements of the view so far. */
  readonly measured: FieldsOf<'view'>
  /** ns since its start, by name. */
  timings: Record<string, number>
  /** How often it was reported; the highest update wins at the collector. */
  updates: number
  endedAt: Timestamp | undefined
  readonly counts: {
    error: number
    resource: number
    long_task: number
    action: number
    frustration: number
  }
}

export function createView(
  origin: ViewOrigin,
  { name, service, version, context }: ViewOptions = {},
): View {
  const { url, referrer } = origin
  const parts = toUrlParts(url)
  return {
    ...origin,
    tags: {
      ...toPageTags(url),
      view_id: createUuid(),
      view_name: String(name ?? parts.pathGroup),
      view_referrer: referrer,
      // The application's own, otherwise.
      ...(service && { service: String(service) }),
      ...(version && { version: String(version) }),
    },
    fields: { view_url_query: parts.query },
    context: copyContext(context),
    measured: {},
    timings: {},
    updates: 0,
    endedAt: undefined,
    counts: { error: 0, resource: 0, long_task: 0, action: 0, frustration: 0 },
  }
}

/** The route was only the way to another one. A name that the page gave stays. */
export function redirectView(view: View, url: string): void {
  const { tags } = view
  const { pathGroup, query } = toUrlParts(url)
  Object.assign(
    tags,
    toPageTags(url),
    tags.view_name === tags.view_path_group && { view_name: pathGroup },
  )
  view.url = url
  view.fields = { view_url_query: query }
}

/** The tags that say which page it was. */
export function toPageTags(url: string): TagsOf<'view'> {
  const { host, path, pathGroup } = toUrlParts(url)
  return { view_url: url, view_host: host, view_path: path, view_path_group: pathGroup }
}

/** One update of the view. */
export function toViewEvent(view: View, now: Timestamp): RawEvent {
  const { startedAt, endedAt, loadingType, counts, timings } = view
  const load = loadingType === 'initial_load' ? readNavigationTimings() : {}
  const paint = load.first_paint_time
  return {
    measurement: 'view',
    startedAt,
    tags: {
      ...view.tags,
      view_loading_type: loadingType,
      // Whole seconds until the first paint, 9 for all that is longer.
      view_apdex_level: paint ? String(Math.min(9, Math.floor(paint / 1e9))) : undefined,
    },
    fields: {
      ...load,
      // There was no request: as the `web-vitals` library has it.
      ...(loadingType === 'bfcache_restore' && { first_byte: 0 }),
      ...view.measured,
      custom_timings: Object.keys(timings).length ? toJson(timings) : undefined,
      view_update: view.updates,
      is_active: !endedAt,
      session_is_active: !endedAt,
      time_spent: nanosecondsBetween(startedAt, endedAt ?? now),
      view_error_count: counts.error,
      view_resource_count: counts.resource,
      view_long_task_count: counts.long_task,
      view_action_count: counts.action,
      frustration_count: counts.frustration,
    },
  }
}

/** Counts what happened in the view. @returns whether it did */
export function countEvent(
  { counts, tags }: View,
  { measurement, tags: { view_id }, fields }: AssembledEvent,
): boolean {
  if (measurement === 'view' || view_id !== tags.view_id) {
    return false
  }
  counts[measurement as keyof typeof counts]++
  counts.frustration += JSON.parse(String(fields['action_frustration_types'] ?? '[]')).length
  return true
}
