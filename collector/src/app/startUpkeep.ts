import type { FastifyBaseLogger } from 'fastify'
import type { Erasures } from '../erasure/erasure.ts'
import type { Store } from '../store/openStore.ts'

export interface UpkeepDeps {
  store: Pick<Store, 'checkpoint'>
  erasures: Pick<Erasures, 'resume' | 'stop'>
  /** Removes source maps that nothing can use any more. */
  sweepMaps(): Promise<void>
  /** Returns whether acknowledged events are not in the store yet. */
  hasBacklog(): boolean
  log: Pick<FastifyBaseLogger, 'error'>
}

/** A start after a kill rolls up the events since the last checkpoint again, and ten minutes more. */
const INTERVAL_MS = 60_000
const SWEEP_MS = 86_400_000

/**
 * Does what nobody asks for: at once and every minute a checkpoint and the erasures that are not finished; at once and
 * every day the removal of source maps that nothing can use any more.
 */
export function startUpkeep({ store, erasures, sweepMaps, hasBacklog, log }: UpkeepDeps): {
  stop(): Promise<void>
} {
  let resuming: Promise<void> | undefined
  let sweeping: Promise<void> | undefined

  function resume(): void {
    if (!hasBacklog()) {
      resuming ??= erasures
        .resume()
        .catch((err) => log.error({ err }, 'unfinished erasures could not be read'))
        .finally(() => {
          resuming = undefined
        })
    }
  }

  function sweep(): void {
    sweeping ??= sweepMaps()
      .catch((err) => log.error({ err }, 'unused source maps could not be removed'))
      .finally(() => {
        sweeping = undefined
      })
  }

  const sweepTimer = setInterval(sweep, SWEEP_MS)
  const timer = setInterval(() => {
    store.checkpoint().catch((err) => log.error({ err }, 'no checkpoint was made'))
    resume()
  }, INTERVAL_MS)
  resume()
  sweep()
  return {
    async stop() {
      clearInterval(timer)
      clearInterval(sweepTimer)
      erasures.stop()
      await resuming
      await sweeping
    },
  }
}
