import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'

export interface Load<Data> {
  /** Answer of this key or, while it is loading, of the one before: what is on the screen stays there. */
  data: Data | undefined
  isLoading: boolean
  problem: Problem | undefined
  retry: () => void
}

interface Loaded {
  key: string
  data: unknown
}

/** The last answers, so that Back shows a screen at once. */
const CACHE_SIZE = 60
const cache = new Map<string, unknown>()

/**
 * Loads what a key stands for. A new key aborts the request before it; `undefined` loads nothing. `fetchData` belongs
 * to the key: it is not called again unless the key changes or the reader retries.
 */
export function useLoad<Data>(
  key: string | undefined,
  fetchData: (abort: AbortSignal) => Promise<Data>,
): Load<Data> {
  const [loaded, setLoaded] = useState<Loaded>()
  const [problem, setProblem] = useState<{ key: string; problem: Problem }>()
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(fetchData)
  latest.current = fetchData
  useEffect(() => {
    if (key === undefined || cache.has(key)) {
      return
    }
    const running = new AbortController()
    latest.current(running.signal).then(
      (data) => {
        if (!running.signal.aborted) {
          remember(key, data)
          setLoaded({ key, data })
          setProblem(undefined)
        }
      },
      (error: unknown) => {
        if (!running.signal.aborted) {
          setProblem({ key, problem: toProblem(error) })
        }
      },
    )
    return () => running.abort()
  }, [key, attempt])
  const cached = key === undefined ? undefined : (cache.get(key) as Data | undefined)
  const isFailed = problem !== undefined && problem.key === key && cached === undefined
  return {
    data: cached ?? (loaded?.data as Data | undefined),
    isLoading: key !== undefined && cached === undefined && !isFailed,
    problem: isFailed ? problem.problem : undefined,
    retry: () => {
      setProblem(undefined)
      setAttempt((count) => count + 1)
    },
  }
}

function remember(key: string, data: unknown): void {
  cache.set(key, data)
  const oldest = cache.keys().next().value
  if (cache.size > CACHE_SIZE && oldest !== undefined) {
    cache.delete(oldest)
  }
}
