import { z } from 'zod'
import type { SessionEvent } from '../../../protocol/query.ts'
import { sessionDetail, sessionJourney, sessionList } from '../../../protocol/query.ts'
import type { Api } from './apiRoute.ts'
import { registerCountRoutes } from './countRoutes.ts'
import { rangeShape, text } from './rangeQuery.ts'
import { readSessionDetail } from './sessionDetail.ts'
import { readSessionJourney } from './sessionJourney.ts'
import { listSessions, SESSION_SORTS } from './sessionList.ts'

/** Resolves the stacks of errors that are shown. */
export interface AddStacks {
  /** @param appIdOf - the application as the store has it: an attribute of the name could be anybody's */
  addTo<Event extends SessionEvent>(
    events: readonly Event[],
    appIdOf: (event: Event) => string,
  ): Promise<Event[]>
}

const range = z.object(rangeShape)

export function registerSessionRoutes(api: Api, stacks: AddStacks): void {
  const group = 'sessions'

  api.addRoute({
    url: '/api/sessions',
    summary: 'Sessions that started in the range and match the search',
    group,
    parameters: range.extend({
      sort: z.enum(SESSION_SORTS).default('-session_start').describe('with a minus: largest first'),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      cursor: text.optional(),
    }),
    answer: sessionList,
    handle: ({ parameters, reader, toScope }) =>
      listSessions(reader, toScope(parameters), parameters),
  })
  registerCountRoutes(api, {
    group,
    range,
    toCounted: () => ({ of: 'sessions' }),
    summaries: {
      count: 'Number of sessions that started in the range and match the search',
      histogram: 'Number of sessions that started in each interval',
      facets: 'The most frequent values of keys that a session has',
    },
  })
  api.addRoute({
    url: '/api/sessions/:session_id',
    summary: 'One session and its events in time order',
    group,
    parameters: z.object({
      app_id: text.optional(),
      limit: z.coerce.number().int().min(1).max(2000).default(500),
      cursor: text.optional(),
    }),
    path: z.object({ session_id: text.min(1) }),
    answer: sessionDetail,
    handle: async ({ parameters, path, reader, request }) => {
      const query = { ...parameters, ...path, scope: request.appScope }
      const detail = await readSessionDetail(reader, query)
      return { ...detail, events: await stacks.addTo(detail.events, () => detail.session.app_id) }
    },
  })
  api.addRoute({
    url: '/api/sessions/:session_id/journey',
    summary: 'All events of one session at once, with what a picture of it shows',
    group,
    parameters: z.object({ app_id: text.optional() }),
    path: z.object({ session_id: text.min(1) }),
    answer: sessionJourney,
    handle: ({ parameters, path, reader, request }) =>
      readSessionJourney(reader, {
        sessionId: path.session_id,
        appId: parameters.app_id,
        scope: request.appScope,
      }),
  })
}
