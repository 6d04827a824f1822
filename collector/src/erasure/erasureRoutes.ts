import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ErasureList } from '../../../protocol/access.ts'
import { erasureAnswer, erasureList, newErasure } from '../../../protocol/access.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { checkInScope, isInScope } from '../http/appScope.ts'
import { withProblems } from '../http/openApi.ts'
import { toActor } from '../http/principal.ts'
import type { Erasures, RunningErasure } from './erasure.ts'

const ACCESS = { config: { access: 'admin' } } as const
const tags = ['erasure']

export interface ErasureRouteDeps {
  erasures: Pick<Erasures, 'erase' | 'list'>
  /** Returns whether events that were acknowledged are still on their way into the store. */
  hasBacklog(): boolean
}

/**
 * `POST /api/erasures`: deletes all that is stored of one session or one user, and answers when it is gone. `GET` lists
 * what is not finished.
 */
export function registerErasures(
  server: FastifyInstance,
  { erasures, hasBacklog }: ErasureRouteDeps,
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const erasing = {
    summary: 'Deletes all that is stored of one session or one user, and answers when it is gone',
    tags,
    body: newErasure,
    response: withProblems({ 200: erasureAnswer }),
  }
  typed.post(
    '/api/erasures',
    { ...ACCESS, bodyLimit: 65_536, schema: erasing },
    async (request) => {
      const wanted = request.body
      checkScope(request.appScope, wanted.app_id)
      if (hasBacklog()) {
        // A replay after the deletion would store again what is deleted now.
        throw new HttpProblem(
          503,
          'rum.busy',
          'events wait in the spool: erase when they are stored',
        )
      }
      const target =
        'userid' in wanted
          ? { appId: wanted.app_id, userId: wanted.userid }
          : { appId: wanted.app_id, sessionId: wanted.session_id }
      try {
        return await erasures.erase(target, toActor(request))
      } catch (cause) {
        throw cause instanceof HttpProblem ? cause : toUnfinished(cause)
      }
    },
  )

  const listing = {
    summary: 'Erasures that are not finished',
    tags,
    response: withProblems({ 200: erasureList }),
  }
  typed.get('/api/erasures', { ...ACCESS, schema: listing }, async (request) => {
    const all = await erasures.list()
    return { erasures: all.filter((one) => isVisible(request.appScope, one)).map(toListed) }
  })
}

/** The store failed, or the collector stops. */
function toUnfinished(cause: unknown): HttpProblem {
  const problem = new HttpProblem(
    503,
    'rum.storeFailed',
    'the erasure is not finished: what is stored of it goes on by itself, GET /api/erasures lists it',
    { 'retry-after': '60' },
  )
  return Object.assign(problem, { cause })
}

function isVisible(scope: AppScope, { work }: RunningErasure): boolean {
  const { appId } = work.target
  return appId === undefined ? scope === 'all' : isInScope(scope, appId)
}

/** The answer does not say whose data it is. */
function toListed(erasure: RunningErasure): ErasureList['erasures'][number] {
  const { work, isRunning, step, steps, partsLeft } = erasure
  const { appId } = work.target
  return {
    id: work.id,
    ...(appId !== undefined && { app_id: appId }),
    actor: work.actor,
    started: work.startedAt,
    sessions: work.sessions,
    events: work.events,
    is_running: isRunning,
    step,
    steps,
    parts_left: partsLeft,
  }
}

function checkScope(scope: AppScope, appId: string | undefined): void {
  if (appId !== undefined) {
    checkInScope(scope, appId)
  } else if (scope !== 'all') {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: needed, of one of your applications')
  }
}
