import { useLayoutEffect, useMemo } from 'preact/hooks'
import type { Question } from './endpoints.ts'
import { createPanel, createQueryCache } from './panel.ts'
import type { PanelState } from './panelState.ts'

/** One cache for the page: panels that ask the same share an answer. */
const cache = createQueryCache()

export interface PanelLoad<Answer> extends PanelState<Answer> {
  retry(): void
  cancel(): void
}

/**
 * Loads the answer to a question for a component, which renders again with each change. `undefined` asks nothing and
 * keeps what is shown.
 */
export function usePanel<Answer>(
  question: Question<Answer> | undefined,
  isEmpty?: (answer: Answer) => boolean,
): PanelLoad<Answer> {
  const panel = useMemo(() => createPanel<Answer>({ cache, ...(isEmpty && { isEmpty }) }), [])
  useLayoutEffect(() => {
    if (question) {
      panel.open(question)
    }
  }, [question && JSON.stringify(question.key)])
  useLayoutEffect(() => () => panel.stop(), [])
  return { ...panel.state.value, retry: panel.refresh, cancel: panel.cancel }
}
