import { useLayoutEffect, useReducer, useState } from 'preact/hooks'

/** Narrow view of an observer of the query layer. */
interface Observer {
  subscribe(onChange: () => void): () => void
  updateResult(): void
  setOptions(settings: never): void
  getOptimisticResult(settings: never): unknown
}

/**
 * Renders again whenever the answer changes. Makes the observer once; it follows the settings of each render. It asks before
 * the first paint: the answer takes longer than the picture.
 */
export function useObserver<One extends Observer>(
  create: () => One,
  settings: never,
): { observer: One; result: ReturnType<One['getOptimisticResult']> } {
  const [observer] = useState(create)
  const [, rerender] = useReducer<number, void>((serial) => serial + 1, 0)
  useLayoutEffect(() => {
    const stop = observer.subscribe(() => rerender())
    observer.updateResult() // an answer may have arrived between the render and this effect
    return stop
  }, [observer])
  useLayoutEffect(() => observer.setOptions(settings))
  const result = observer.getOptimisticResult(settings)
  return { observer, result: result as ReturnType<One['getOptimisticResult']> }
}
