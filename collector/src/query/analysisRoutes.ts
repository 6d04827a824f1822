import { z } from 'zod'
import {
  actionGroups,
  errorGroupDetail,
  errorGroups,
  longTaskGroups,
  resourceGroups,
  viewGroups,
  vitalGroups,
} from '../../../protocol/analytics.ts'
import type { Api } from './apiRoute.ts'
import { ERROR_SORTS, listErrorGroups, readErrorGroup } from './errorGroups.ts'
import {
  ACTION_GROUPS,
  LONG_TASK_GROUPS,
  listGroups,
  RESOURCE_GROUPS,
  VIEW_GROUPS,
} from './groups.ts'
import { rangeShape, text } from './rangeQuery.ts'
import type { AddStacks } from './sessionRoutes.ts'
import { listVitals } from './vitals.ts'

const limit = z.coerce.number().int().min(1).max(500).default(50)
const range = z.object({ ...rangeShape, limit })

/** Tables of many events at once. */
export function registerAnalysisRoutes(api: Api, stacks: AddStacks): void {
  const sortBy = <Key extends string>(keys: readonly Key[]): z.ZodType<Key> =>
    z.enum(keys).default('count' as never) as unknown as z.ZodType<Key>

  api.addRoute({
    url: '/api/views',
    summary: 'Views by path group',
    group: 'views',
    parameters: range.extend({ sort: sortBy(VIEW_GROUPS.sorts) }),
    answer: viewGroups,
    handle: ({ parameters, reader, toScope }) =>
      listGroups(reader, toScope(parameters), { grouping: VIEW_GROUPS, ...parameters }),
  })
  api.addRoute({
    url: '/api/vitals',
    summary: 'Web vitals by path group: the 75th percentile and shares',
    group: 'views',
    parameters: range,
    answer: vitalGroups,
    handle: ({ parameters, reader, toScope }) =>
      listVitals(reader, toScope(parameters), parameters),
  })
  api.addRoute({
    url: '/api/resources',
    summary: 'Resources by host and path group',
    group: 'resources',
    parameters: range.extend({ sort: sortBy(RESOURCE_GROUPS.sorts) }),
    answer: resourceGroups,
    handle: ({ parameters, reader, toScope }) =>
      listGroups(reader, toScope(parameters), {
        grouping: RESOURCE_GROUPS,
        ...parameters,
      }),
  })
  api.addRoute({
    url: '/api/actions',
    summary: 'Actions by name and type',
    group: 'actions',
    parameters: range.extend({ sort: sortBy(ACTION_GROUPS.sorts) }),
    answer: actionGroups,
    handle: ({ parameters, reader, toScope }) =>
      listGroups(reader, toScope(parameters), { grouping: ACTION_GROUPS, ...parameters }),
  })
  api.addRoute({
    url: '/api/long-tasks',
    summary: 'Long tasks by path group of the view',
    group: 'long tasks',
    parameters: range.extend({ sort: sortBy(LONG_TASK_GROUPS.sorts) }),
    answer: longTaskGroups,
    handle: ({ parameters, reader, toScope }) =>
      listGroups(reader, toScope(parameters), {
        grouping: LONG_TASK_GROUPS,
        ...parameters,
      }),
  })
  api.addRoute({
    url: '/api/errors',
    summary: 'Errors by fingerprint: type, normalised message and top frames',
    group: 'errors',
    parameters: range.extend({ sort: z.enum(ERROR_SORTS).default('count') }),
    answer: errorGroups,
    handle: ({ parameters, reader, toScope }) =>
      listErrorGroups(reader, toScope(parameters), parameters),
  })
  api.addRoute({
    url: '/api/errors/:fingerprint',
    summary: 'One group and its errors, newest first',
    group: 'errors',
    parameters: range.extend({ cursor: text.optional() }),
    path: z.object({ fingerprint: z.string().regex(/^\d{1,20}$/, 'a decimal number') }),
    answer: errorGroupDetail,
    handle: async ({ parameters, path, reader, toScope }) => {
      const query = { ...parameters, ...path }
      const detail = await readErrorGroup(reader, toScope(parameters), query)
      return { ...detail, events: await stacks.addTo(detail.events, ({ app_id: appId }) => appId) }
    },
  })
}
