import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  actionGroups,
  errorGroupDetail,
  errorGroups,
  longTaskGroups,
  releases,
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
import type { QueryScope } from './queryScope.ts'
import type { RangeQuery } from './rangeQuery.ts'
import { rangeShape, text, toQueryScope } from './rangeQuery.ts'
import { listReleases } from './releases.ts'
import type { StackRouteDeps } from './sessionRoutes.ts'
import { listVitals } from './vitals.ts'

const limit = z.coerce.number().int().min(1).max(500).default(50)
const range = z.object({ ...rangeShape, limit })

/** Tables of many events at once. */
export function registerAnalysisRoutes(api: Api, { stacks, now }: StackRouteDeps): void {
  const scopeOf = (query: RangeQuery, request: FastifyRequest): QueryScope =>
    toQueryScope(query, { apps: request.appScope, now: now() })
  const sortBy = <Key extends string>(keys: readonly Key[]): z.ZodType<Key> =>
    z.enum(keys).default('count' as never) as unknown as z.ZodType<Key>

  api.addRoute({
    url: '/api/views',
    summary: 'Views by path group',
    group: 'views',
    parameters: range.extend({ sort: sortBy(VIEW_GROUPS.sorts) }),
    answer: viewGroups,
    handle: ({ parameters, reader, request }) =>
      listGroups(reader, scopeOf(parameters, request), { grouping: VIEW_GROUPS, ...parameters }),
  })
  api.addRoute({
    url: '/api/vitals',
    summary: 'Web vitals by path group: the 75th percentile and shares',
    group: 'views',
    parameters: range,
    answer: vitalGroups,
    handle: ({ parameters, reader, request }) =>
      listVitals(reader, scopeOf(parameters, request), parameters),
  })
  api.addRoute({
    url: '/api/resources',
    summary: 'Resources by host and path group',
    group: 'resources',
    parameters: range.extend({ sort: sortBy(RESOURCE_GROUPS.sorts) }),
    answer: resourceGroups,
    handle: ({ parameters, reader, request }) =>
      listGroups(reader, scopeOf(parameters, request), {
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
    handle: ({ parameters, reader, request }) =>
      listGroups(reader, scopeOf(parameters, request), { grouping: ACTION_GROUPS, ...parameters }),
  })
  api.addRoute({
    url: '/api/long-tasks',
    summary: 'Long tasks by path group of the view',
    group: 'long tasks',
    parameters: range.extend({ sort: sortBy(LONG_TASK_GROUPS.sorts) }),
    answer: longTaskGroups,
    handle: ({ parameters, reader, request }) =>
      listGroups(reader, scopeOf(parameters, request), {
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
    handle: ({ parameters, reader, request }) =>
      listErrorGroups(reader, scopeOf(parameters, request), parameters),
  })
  api.addRoute({
    url: '/api/errors/:fingerprint',
    summary: 'One group and its errors, newest first',
    group: 'errors',
    parameters: range.extend({ cursor: text.optional() }),
    path: z.object({ fingerprint: z.string().regex(/^\d{1,20}$/, 'a decimal number') }),
    answer: errorGroupDetail,
    handle: async ({ parameters, path, reader, request }) => {
      const query = { ...parameters, ...path }
      const detail = await readErrorGroup(reader, scopeOf(parameters, request), query)
      return { ...detail, events: await stacks.addTo(detail.events, ({ app_id: appId }) => appId) }
    },
  })
  api.addRoute({
    url: '/api/releases',
    summary: 'Release health by version: formulas in docs/query.md',
    group: 'releases',
    parameters: range,
    answer: releases,
    handle: ({ parameters, reader, request }) =>
      listReleases(reader, scopeOf(parameters, request), parameters),
  })
}
