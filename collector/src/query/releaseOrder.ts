import type { Release } from '../../../protocol/releases.ts'
import type { Store } from '../store/openStore.ts'
import type { QueryScope } from './queryScope.ts'
import { ofApplication } from './queryScope.ts'

/** When a release was seen, over all that is stored: a release is not new because the range is short. */
export interface SeenRelease
  extends Pick<Release, 'app_id' | 'version' | 'first_seen' | 'last_seen' | 'before'> {}

type Row = Record<'app_id' | 'version', string> & Record<'first' | 'last', string | number>

/**
 * Lists the releases of the scope's applications by their first event, the newest first. The text of a version says
 * nothing about its age: `2.10` is below `2.9`, and a commit's hash is anywhere.
 *
 * @param env - the environment whose events count; a release is often seen in a test environment first
 */
export async function listSeenReleases(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  env: string | undefined,
): Promise<SeenRelease[]> {
  const application = ofApplication(scope, 'e')
  const rows = await store.query<Row>(
    `SELECT e.app_id AS app_id, e.version AS version,
  toUnixTimestamp64Milli(min(e.ts)) AS first, toUnixTimestamp64Milli(max(e.ts)) AS last
FROM rum.events AS e
WHERE ${application.sql} ${env === undefined ? '' : 'AND e.env = {env:String}'}
GROUP BY app_id, version
ORDER BY app_id, first DESC, version DESC`,
    { ...application.parameters, ...(env !== undefined && { env: env.toWellFormed() }) },
  )
  // Events without a version are no release that another could follow.
  const named = rows.filter(({ version }) => version !== '')
  const following = new Map(named.map((row, index) => [row, named[index + 1]]))
  return rows
    .map((row) => {
      const next = following.get(row)
      return {
        app_id: row.app_id,
        version: row.version,
        first_seen: Number(row.first),
        last_seen: Number(row.last),
        before: next?.app_id === row.app_id ? next.version : null,
      }
    })
    .sort((one, other) => other.first_seen - one.first_seen)
}

export function toReleaseKey({ app_id, version }: Pick<Release, 'app_id' | 'version'>): string {
  return `${app_id}\n${version}`
}
