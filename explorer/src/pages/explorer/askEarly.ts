import { parseSearch } from '../../models/search/parseSearch.ts'
import { prefetchPages } from '../../queries/usePages.ts'
import { fetchRowsPage } from './listRequests.ts'
import { toRowsKey } from './questionKey.ts'
import { isListPath, readOpening } from './useExplorer.ts'

/** Asks for the rows of the list in the address while its screen is being made. */
export function askEarly({ pathname, search }: Location): void {
  if (!isListPath(pathname, search)) {
    return
  }
  const question = readOpening(pathname, search)
  if (!parseSearch(question.state.query).problem) {
    prefetchPages(toRowsKey(question), (cursor, abort) => fetchRowsPage(question, cursor, abort))
  }
}
