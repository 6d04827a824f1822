import type { FastifyBaseLogger } from 'fastify'
import type { Erasures } from '../erasure/erasure.ts'
import type { Store } from '../store/openStore.ts'

export interface UpkeepDeps {
  store: Pick<Store, 'checkpoint'>
  erasures: Pick<Erasures, 'resume' | 'stop'>
  /** Whether acknowledged events are not in the store yet. */
  hasBacklog(): boolean
  log: Pick<FastifyBaseLogger, 'error'>
}

/** A start after a kill rolls up the events since the last checkpoint again, and ten minutes more. */
const INTERVAL_MS = 60_000

/** Does what nobody asks for: checkpoints, and erasures that are not finished. At once, and every minute. */
export function startUpkeep({ store, erasures, hasBacklog, log }: UpkeepDeps): {
  stop(): Promise<void>
} {
  let resuming: Promise<void> | undefined

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

  const timer = setInterval(() => {
    store.checkpoint().catch((err) => log.error({ err }, 'no checkpoint was made'))
    resume()
  }, INTERVAL_MS)
  resume()
  return {
    async stop() {
      clearInterval(timer)
      erasures.stop()
      await resuming
    },
  }
}
