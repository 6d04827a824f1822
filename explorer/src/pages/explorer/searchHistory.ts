import type { SearchHistory } from '../../models/search/searchHistory.ts'
import { createSearchHistory, parseHistory } from '../../models/search/searchHistory.ts'
import { createStoredValue } from '../../models/storedValue.ts'

/** Searches of this browser. */
export const searchHistory: SearchHistory = createSearchHistory(
  createStoredValue({
    storage: () => localStorage,
    key: 'explorer.searches',
    parse: parseHistory,
  }),
)
