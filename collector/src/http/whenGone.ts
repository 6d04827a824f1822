import type { FastifyReply } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'

/** Aborted when the connection closes before the answer is written: nobody waits for it any more. */
export function whenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) {
      controller.abort(new HttpProblem(499, 'rum.abandoned', 'nobody waits for the answer'))
    }
  })
  return controller.signal
}
