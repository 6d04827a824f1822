import { useState } from 'preact/hooks'
import { toProblem } from '../../api/request.ts'

export interface Sending {
  isBusy: boolean
  /** Message of the collector about the last try. */
  problem: string | undefined
  /** Carries out a change. @returns whether the collector accepted it */
  run: (task: () => Promise<unknown>) => Promise<boolean>
  reset: () => void
}

type Phase = { kind: 'idle' | 'busy' } | { kind: 'failed'; problem: string }

/** One change at a time, and what became of it. */
export function useSending(): Sending {
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' })
  return {
    isBusy: phase.kind === 'busy',
    problem: phase.kind === 'failed' ? phase.problem : undefined,
    reset: () => setPhase((before) => (before.kind === 'busy' ? before : { kind: 'idle' })),
    async run(task) {
      setPhase({ kind: 'busy' })
      try {
        await task()
        setPhase({ kind: 'idle' })
        return true
      } catch (error) {
        setPhase({ kind: 'failed', problem: toProblem(error).detail })
        return false
      }
    },
  }
}
