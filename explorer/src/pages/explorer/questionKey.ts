import { toEventType } from '../../models/explorer/listType.ts'
import type { Question } from './listRequests.ts'

/** Key of everything that counts, facets and the histogram depend on. Rows also depend on order and grouping. */
export function toQuestionKey({ state, window }: Question): string {
  return JSON.stringify([
    toEventType(state.list) ?? state.list,
    state.query.trim(),
    state.appId,
    state.range,
    window.from,
    window.to,
  ])
}

export function toRowsKey(question: Question): string {
  const { isGrouped, sort } = question.state
  return JSON.stringify([toQuestionKey(question), isGrouped, sort])
}
