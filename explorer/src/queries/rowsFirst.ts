/** Longest wait of the other questions, in ms: a slow list must not hold its picture and its facets back. */
const PATIENCE_MS = 1500

let pending: Promise<void> | undefined

/** Asks for the rows of a list, which a person looks at first. `afterRows` waits for the answer. */
export function askFirst<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const answer = ask()
  const settled: Promise<void> = answer.then(
    () => finish(settled),
    () => finish(settled),
  )
  pending = settled
  return answer
}

function finish(settled: Promise<void>): void {
  if (pending === settled) {
    pending = undefined
  }
}

/**
 * Resolves once the rows are there, or after a while without them. The questions of a screen would share the cores of the
 * collector with the rows, and all would come late together. Rejects if `abort` has fired.
 */
export async function afterRows(abort: AbortSignal): Promise<void> {
  await pause(0) // the rows of the same screen may be asked for a moment later
  if (pending !== undefined) {
    await Promise.race([pending, pause(PATIENCE_MS)])
  }
  abort.throwIfAborted()
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
