/** Ctrl-C reaches every process of a terminal, and `npm start` passes it on: within this, it is one wish. */
const SAME_SIGNAL_MS = 1000
/** A supervisor kills after ten seconds as a rule. What was acknowledged is on the disk by then. */
const STOP_LIMIT_MS = 9500

export interface StoppableProcess {
  on(signal: 'SIGTERM' | 'SIGINT', handle: () => void): unknown
  exit(code: number): void
  /** Monotonic, in ms. */
  now(): number
  /** For whoever looks why it did not end as it should. */
  report(message: string): void
}

/**
 * Stops on the first signal and exits with 0; on a second one, or where the stop takes too long, it exits at once
 * with 1: the next start repairs what a kill would have left behind.
 */
export function stopOnSignals(stop: () => Promise<void>, host: StoppableProcess): void {
  let askedAt: number | undefined
  function handleSignal(): void {
    if (askedAt === undefined) {
      askedAt = host.now()
      setTimeout(() => {
        host.report(
          'The stop took too long and was cut short; the next start finishes it. Nothing that was acknowledged is lost.',
        )
        host.exit(1)
      }, STOP_LIMIT_MS).unref()
      stop().then(
        () => host.exit(0),
        (error: unknown) => {
          host.report(
            `The stop failed; the next start finishes it. Read the reason: ${String(error)}`,
          )
          host.exit(1)
        },
      )
    } else if (host.now() - askedAt > SAME_SIGNAL_MS) {
      host.exit(1) // asked twice: somebody does not want to wait
    }
  }
  host.on('SIGTERM', handleSignal)
  host.on('SIGINT', handleSignal)
}
