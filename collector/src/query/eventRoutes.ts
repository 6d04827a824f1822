import { z } from 'zod'
import type { Field } from '../../../protocol/analytics.ts'
import { fields, values } from '../../../protocol/analytics.ts'
import { EVENT_TYPES } from '../../../protocol/fields.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import { eventList, foundEvent } from '../../../protocol/query.ts'
import type { Api } from './apiRoute.ts'
import { registerCountRoutes } from './countRoutes.ts'
import { countFacets } from './counts.ts'
import { listEvents, readEvent } from './eventList.ts'
import type { Counted } from './facetGroups.ts'
import { rangeShape, text } from './rangeQuery.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'
import type { AddStacks } from './sessionRoutes.ts'

const range = z.object({
  ...rangeShape,
  type: z.enum(EVENT_TYPES).optional().describe('events of one type'),
})

export function registerEventRoutes(api: Api, stacks: AddStacks): void {
  const group = 'events'

  api.addRoute({
    url: '/api/events',
    summary: 'Events of the range that match the search, newest first',
    group,
    parameters: range.extend({
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      cursor: text.optional(),
      resolve_stacks: z
        .stringbool()
        .default(false)
        .describe('true: with the stacks of errors and logs in the original sources'),
    }),
    answer: eventList,
    handle: async ({ parameters, reader, toScope }) => {
      const list = await listEvents(reader, toScope(parameters), parameters)
      return parameters.resolve_stacks
        ? { ...list, events: await stacks.addTo(list.events, ({ app_id: appId }) => appId) }
        : list
    },
  })
  api.addRoute({
    url: '/api/events/:id',
    summary: 'One event with its texts whole and its stacks resolved, by the `whole` of a list',
    group,
    parameters: z.object({}),
    path: z.object({ id: text }),
    answer: foundEvent,
    handle: async ({ path, reader, request }) => {
      const event = await readEvent(reader, { id: path.id, apps: request.appScope })
      const [resolved = event] = await stacks.addTo([event], ({ app_id: appId }) => appId)
      return resolved
    },
  })
  registerCountRoutes(api, {
    group,
    range,
    toCounted,
    summaries: {
      count: 'Number of events of the range that match the search',
      histogram: 'Number of events in each interval',
      facets: 'The most frequent values of keys; @name for a custom attribute',
    },
  })
  api.addRoute({
    url: '/api/values',
    summary: 'Values of a key that begin with a text, for completion',
    group: 'search',
    parameters: range.extend({
      key: text.min(1),
      prefix: text.default(''),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: values,
    handle: async ({ parameters, reader, toScope }) => {
      const { key, prefix, limit } = parameters
      const isOfSession = SESSION_FIELDS.get(key)?.kind === 'text' && parameters.type === undefined
      const counted = isOfSession ? ({ of: 'sessions' } as const) : toCounted(parameters)
      const query = { counted, keys: [key], limit, prefix }
      const found = await countFacets(reader, toScope(parameters), query)
      return { values: found.facets[0]?.values ?? [] }
    },
  })
  api.addRoute({
    url: '/api/fields',
    summary: 'The keys of a search, for completion',
    group: 'search',
    parameters: z.object({}),
    answer: fields,
    handle: async () => ({ fields: FIELDS }),
  })
}

function toCounted({ type }: { type?: Measurement | undefined }): Counted {
  return { of: 'events', type }
}

const FIELDS: Field[] = [
  ...[...SESSION_FIELDS.values()].map(({ key, kind, isFacet }) => ({
    key,
    kind,
    of_session: true,
    measurement: '',
    is_facet: isFacet,
  })),
  ...[...EVENT_FIELDS.values()]
    .filter(({ key }) => !SESSION_FIELDS.has(key))
    .map(({ key, kind, measurement = '', isFacet }) => ({
      key,
      kind,
      of_session: false,
      measurement,
      is_facet: isFacet,
    })),
]
