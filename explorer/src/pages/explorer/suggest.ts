import type { Measurement } from '../../../../protocol/measurements.ts'
import type { Suggest, Suggestion } from '../../components/searchBox.tsx'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount } from '../../i18n/format.ts'
import { findText } from '../../i18n/messages.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import type { CompletionItem } from '../../models/search/completion.ts'
import {
  addValues,
  applyCompletion,
  findPlace,
  toCompletion,
} from '../../models/search/completion.ts'
import { findSearches } from '../../models/search/searchHistory.ts'
import { askOnce } from '../../queries/queryCache.ts'
import { fetchValues } from './listRequests.ts'
import { searchHistory } from './searchHistory.ts'
import type { Explorer } from './useExplorer.ts'

const MAX_HISTORY = 6
/** Earlier searches with the typed words, below the completions. */
const MAX_FOUND = 3

/** Completes what is at the caret: a key, an operator or a value. An empty search offers the last ones first, a text the earlier ones with its words last. */
export function createSuggest({ state, window, fields }: Explorer): Suggest {
  return async (text, caret, abort) => {
    const history = searchHistory.read()
    const completion = toCompletion(text, caret, { list: state.list, fields, history })
    const place = findPlace(text, caret)
    const { ask } = completion
    const key = `values ${JSON.stringify([state.list, state.appId, window, ask])}`
    const values =
      ask && (await askOnce(key, (signal) => fetchValues({ state, window }, ask, signal), abort))
    const items =
      values && place
        ? addValues(
            completion,
            values.filter(({ value }) => value !== ''),
            place,
          )
        : completion.items
    const suggestions = items.map((item) => toSuggestion(text, item, toEventType(state.list)))
    if (text.trim() === '') {
      return [...toHistory(history.slice(0, MAX_HISTORY)), ...suggestions]
    }
    const earlier = findSearches(history, text).filter((query) => query !== text.trim())
    return [...suggestions, ...toHistory(earlier.slice(0, MAX_FOUND))]
  }
}

function toSuggestion(
  text: string,
  item: CompletionItem,
  type: Measurement | undefined,
): Suggestion {
  const { kind, label, count } = item
  return {
    id: `${kind} ${label}`,
    label,
    kind,
    note:
      count === undefined
        ? kind === 'key'
          ? toFieldLabel(label, type)
          : findText(`search.operator.${label}`)
        : formatCount(count),
    ...applyCompletion(text, item),
  }
}

function toHistory(history: readonly string[]): Suggestion[] {
  return history.map((query) => ({
    id: `history ${query}`,
    label: query,
    kind: 'history',
    text: query,
    caret: query.length,
  }))
}
