import type { FieldsOf, TagsOf } from '../../../../protocol/measurements.ts'
import { createUuid } from '../../core/ids.ts'
import type { Timestamp } from '../../core/time.ts'
import { elapsed, toNanoseconds } from '../../core/time.ts'
import { toUrlParts } from '../url.ts'

export interface ViewOrigin {
  readonly startedAt: Timestamp
  readonly loadingType: 'initial_load' | 'route_change'
  readonly url: string
  readonly referrer: string
  readonly name: string | undefined
}

/** One page view: what the user had in front of them between two navigations. */
export interface View extends ViewOrigin {
  /** What every event of the view carries. */
  readonly tags: TagsOf<'view'>
  readonly fields: FieldsOf<'view'>
  /** So far; of an initial load alone. */
  readonly vitals: FieldsOf<'view'>
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

export function createView(origin: ViewOrigin): View {
  const { url, referrer, name } = origin
  const page = toPageTags(url)
  return {
    ...origin,
    tags: {
      ...page,
      view_id: createUuid(),
      view_name: name ?? page.view_path_group,
      view_referrer: referrer,
    },
    fields: { view_url_query: toUrlParts(url).query },
    vitals: {},
    updates: 0,
    endedAt: undefined,
    counts: { error: 0, resource: 0, long_task: 0, action: 0, frustration: 0 },
  }
}

/** The tags that say which page it was. */
export function toPageTags(url: string): TagsOf<'view'> {
  const { host, path, pathGroup } = toUrlParts(url)
  return { view_url: url, view_host: host, view_path: path, view_path_group: pathGroup }
}

/** The fields of one update of the view. */
export function toViewFields(view: View, now: Timestamp): FieldsOf<'view'> {
  const { startedAt, endedAt, counts, updates } = view
  return {
    view_update: updates,
    is_active: !endedAt,
    session_is_active: !endedAt,
    time_spent: toNanoseconds(elapsed(startedAt, endedAt ?? now)),
    view_error_count: counts.error,
    view_resource_count: counts.resource,
    view_long_task_count: counts.long_task,
    view_action_count: counts.action,
    frustration_count: counts.frustration,
  }
}
