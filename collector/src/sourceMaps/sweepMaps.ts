import type { Store } from '../store/openStore.ts'
import type { Release, ReleaseMaps, SourceMaps } from './sourceMaps.ts'
import { removeUpload } from './sourceMaps.ts'

export interface MapSweepDeps {
  store: Pick<Store, 'query' | 'deleteRows'>
  sourceMaps: Pick<SourceMaps, 'list' | 'remove'>
  /** Days for which events are kept, and at least for which an upload is. */
  retentionDays: number
  now(): number
  /** Told of each release whose maps are removed. */
  report(message: string): void
}

const DAY_MS = 86_400_000

interface Upload {
  appId: string
  upload: string
}

/**
 * Returns a function that removes the source maps that nothing can use any more: those of releases whose upload is older
 * than the retention and of which no event is stored, and rows that no release refers to, as a failed upload leaves them.
 * To be called once a day: rows without a release are removed when two calls in a row have found them, because the rows
 * of an upload are stored before its release is.
 */
export function createMapSweep(deps: MapSweepDeps): () => Promise<void> {
  const { store, sourceMaps, retentionDays, now, report } = deps
  let orphansBefore: ReadonlySet<string> = new Set()

  async function hasEvents({ appId, env, version }: Release): Promise<boolean> {
    const found = await store.query(
      `SELECT 1 FROM rum.events
WHERE app_id = {appId:String} AND env = {env:String} AND version = {version:String} LIMIT 1`,
      { appId, env, version },
    )
    return found.length > 0
  }

  async function removeUnused(all: readonly ReleaseMaps[]): Promise<void> {
    const oldest = now() - retentionDays * DAY_MS
    for (const maps of all) {
      if (
        maps.uploadedAt < oldest &&
        !(await hasEvents(maps)) &&
        (await sourceMaps.remove(maps, maps.upload))
      ) {
        report(
          `Source maps of ${maps.appId} ${maps.env} ${maps.version} were removed: no event of that release is stored. Upload them again if you need them.`,
        )
      }
    }
  }

  async function removeOrphans(all: readonly ReleaseMaps[]): Promise<void> {
    const stored = await store.query<Upload>(
      'SELECT DISTINCT app_id AS appId, upload FROM rum.source_maps',
    )
    const known = new Set(all.map(({ upload }) => upload))
    const orphans = stored.filter(({ upload }) => !known.has(upload))
    for (const orphan of orphans) {
      if (orphansBefore.has(orphan.upload)) {
        await removeUpload(store, orphan)
      }
    }
    orphansBefore = new Set(orphans.map(({ upload }) => upload))
  }

  return async () => {
    const all = await sourceMaps.list()
    await removeUnused(all)
    await removeOrphans(all)
  }
}
