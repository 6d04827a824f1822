/** Runs a task when it is its turn, in the order of asking. Rejects at once when `abort` fires before its turn. */
export type InTurn = <Answer>(task: () => Promise<Answer>, abort: AbortSignal) => Promise<Answer>

/** Lets at most so many tasks run at a time. */
export function createTurns(most: number): InTurn {
  const waiting: (() => void)[] = []
  let running = 0

  /** Hands the place over to the next, so that no other task takes it in between. */
  function finish(): void {
    const next = waiting.shift()
    if (next) {
      next()
    } else {
      running--
    }
  }

  return async (task, abort) => {
    if (running < most) {
      running++
    } else {
      await new Promise<void>((resolve, reject) => {
        const start = (): void => {
          abort.removeEventListener('abort', leave)
          resolve()
        }
        const leave = (): void => {
          waiting.splice(waiting.indexOf(start), 1)
          reject(abort.reason)
        }
        abort.addEventListener('abort', leave, { once: true })
        waiting.push(start)
      })
    }
    try {
      abort.throwIfAborted()
      return await task()
    } finally {
      finish()
    }
  }
}
