import { toDefaultState } from '../../models/explorer/explorerState.ts'
import { ALL_TIME } from '../../models/time/range.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchCount } from '../explorer/listRequests.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

/** True while nothing has ever been stored that the reader may see: then the first step is shown, and no empty charts. */
export function useEmptyStore({ window }: Explorer): boolean {
  const state = toDefaultState()
  const recent = useQuery('any session', (abort) => fetchCount({ state, window }, abort), {
    isQuiet: true,
  })
  const ever = useQuery(
    recent.data?.count === 0 ? 'any session ever' : undefined,
    (abort) => fetchCount({ state, window: { from: ALL_TIME, to: Date.now() } }, abort),
    { isQuiet: true },
  )
  return ever.data?.count === 0
}
