import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ErasureAnswer } from '../../../protocol/access.ts'
import { parse } from '../http/parse.ts'
import { HttpProblem } from '../httpProblem.ts'
import { toActor } from './adminRoutes.ts'
import type { AppScope } from './appScope.ts'
import { checkInScope } from './appScope.ts'
import type { Audit } from './audit.ts'
import type { Erase } from './erasure.ts'

const text = z.string().min(1).max(1024)
const body = z.union([
  z.strictObject({ app_id: text, session_id: text }),
  z.strictObject({ app_id: text.optional(), userid: text }),
])

export interface ErasureDeps {
  erase: Erase
  /** Whether events that were acknowledged are still on their way into the store. */
  hasBacklog(): boolean
  audit: Audit
}

/** `POST /api/erasures`: deletes all that is stored of one session or one user, and answers when it is gone. */
export function registerErasures(
  server: FastifyInstance,
  { erase, hasBacklog, audit }: ErasureDeps,
): void {
  server.post(
    '/api/erasures',
    { config: { access: 'admin' }, bodyLimit: 65_536 },
    async (request): Promise<ErasureAnswer> => {
      const wanted = parse(body, request.body)
      checkScope(request.appScope, wanted.app_id)
      if (hasBacklog()) {
        // What is deleted now would be stored again by what is replayed after it.
        throw new HttpProblem(
          503,
          'rum.busy',
          'events wait in the spool: erase when they are stored',
        )
      }
      const erased = await erase(
        'userid' in wanted
          ? { appId: wanted.app_id, userId: wanted.userid }
          : { appId: wanted.app_id, sessionId: wanted.session_id },
      )
      await audit.write({
        actor: toActor(request),
        act: 'userid' in wanted ? 'eraseUser' : 'eraseSession',
        // Whose data it was would be the data.
        subject: wanted.app_id === undefined ? 'every application' : `application:${wanted.app_id}`,
        details: { ...erased },
      })
      return erased
    },
  )
}

function checkScope(scope: AppScope, appId: string | undefined): void {
  if (appId !== undefined) {
    checkInScope(scope, appId)
  } else if (scope !== 'all') {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: needed, of one of your applications')
  }
}
