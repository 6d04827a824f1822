import type { RowsScope } from '../explorer/rowsUrl.ts'
import { quoteValue } from '../search/printSearch.ts'

export interface ReleaseScope extends RowsScope {
  env: string | undefined
}

/** Returns the search for the sessions or events of a release, or of all of them if `version` is absent. */
export function toReleaseQuery(
  { env, version }: { env: string | undefined; version?: string | undefined },
  term = '',
): string {
  const ofVersion =
    version === undefined ? '' : version === '' ? '-has:version' : `version:${quoteValue(version)}`
  const terms = [env === undefined ? '' : `env:${quoteValue(env)}`, ofVersion, term]
  return terms.filter(Boolean).join(' ')
}
