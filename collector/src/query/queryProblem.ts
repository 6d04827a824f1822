import { HttpProblem } from '../core/httpProblem.ts'
import { QueueFull } from '../store/fairQueue.ts'
import type { Store } from '../store/openStore.ts'

const NARROW = 'choose a shorter range, an application or a narrower search'

/** Answers of the engine when a statement meets a limit of its connection, by its code. */
const LIMITS: Readonly<Record<string, string>> = {
  '158': `the query would read too many events: ${NARROW}`,
  '159': `the query took too long and was ended: ${NARROW}`,
  '160': `the query would take too long: ${NARROW}`,
  '241': `the query needs more memory than one may have: ${NARROW}`,
  '307': `the query would read too much: ${NARROW}`,
  '396': `the answer would be too large: ${NARROW}`,
}

/** The store's queries, whose limits are answers and not faults. */
export function withQueryLimits(store: Pick<Store, 'query'>): Pick<Store, 'query'> {
  return {
    async query(sql, parameters, asker) {
      try {
        return await store.query(sql, parameters, asker)
      } catch (error) {
        if (error instanceof QueueFull) {
          throw new HttpProblem(503, 'rum.busy', 'too many of your questions wait already', {
            'retry-after': '2',
          })
        }
        const message = LIMITS[readCode(error)]
        throw message === undefined ? error : new HttpProblem(503, 'rum.queryTooLarge', message)
      }
    },
  }
}

/** The client's own, or in the engine's text: `Code: 159. DB::Exception`. */
function readCode(error: unknown): string {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  return /^\d+$/.test(String(code)) ? String(code) : (/\bCode: (\d+)/.exec(message)?.[1] ?? '')
}
