import type { Deletion } from '../store/deletion.ts'
import type { QueryParameters, Store } from '../store/openStore.ts'
import type { Erased, ErasureTarget } from './erasure.ts'

export interface SessionKey {
  app_id: string
  session_id: string
}

/** How far a deletion is. */
export interface DeleteProgress {
  step: number
  steps: number
  /** Progress of this step, on the embedded engine. */
  partsLeft: number
}

export interface SessionDeletion {
  /** Lists what there is to delete, before anything is deleted. */
  find(target: ErasureTarget): Promise<Erased & { keys: SessionKey[] }>
  /** Deletes the sessions, and what else is the target's, until nothing is left. */
  deleteAll(target: ErasureTarget, keys: readonly SessionKey[], watch: DeleteWatch): Promise<void>
}

interface DeleteWatch {
  onProgress(progress: DeleteProgress): void
  signal: AbortSignal
}

type Rows = Pick<Deletion, 'table' | 'condition' | 'parameters'>

/** Number of sessions that one statement lists: a user may have had a session a day for ten years. */
const CHUNK = 1000
/** A page that is open sends more while its events are deleted: that must end some time. */
const MAX_ROUNDS = 5

/**
 * Deletes from the raw rows first: a roll-up that is repaired meanwhile is made of them. A user's sessions go
 * whole, with what happened in them before the user signed in.
 */
export function createSessionDeletion(store: Pick<Store, 'query' | 'deleteRows'>): SessionDeletion {
  async function findKeys(target: ErasureTarget): Promise<SessionKey[]> {
    if ('sessionId' in target) {
      return [{ app_id: target.appId, session_id: target.sessionId }]
    }
    const { condition, parameters } = ofUser(target, 'userid')
    return store.query<SessionKey>(
      `SELECT DISTINCT app_id, session_id FROM rum.events WHERE ${condition} AND session_id != ''`,
      parameters,
    )
  }

  async function count({ table, condition, parameters }: Rows): Promise<number> {
    const counted = table === 'events' ? 'uniqExact(type, event_id)' : 'count()'
    const query = `SELECT ${counted} AS found FROM rum.${table} WHERE ${condition}`
    const [row] = await store.query<{ found: string | number }>(query, parameters)
    return Number(row?.found ?? 0)
  }

  async function countAll(all: readonly Rows[]): Promise<number> {
    const counts = await Promise.all(all.map(count))
    return counts.reduce((sum, rows) => sum + rows, 0)
  }

  async function deleteOnce(all: readonly Rows[], watch: DeleteWatch): Promise<void> {
    for (const [index, rows] of all.entries()) {
      watch.signal.throwIfAborted()
      const progress = { step: index + 1, steps: all.length }
      const onProgress = (partsLeft: number): void => watch.onProgress({ ...progress, partsLeft })
      onProgress(0)
      await store.deleteRows({ ...rows, onProgress, signal: watch.signal })
    }
  }

  return {
    async find(target) {
      const keys = await findKeys(target)
      const events = await countAll(
        listRows(target, keys).filter(({ table }) => table === 'events'),
      )
      const isThere = 'userId' in target || events > 0
      return { keys, sessions: isThere ? keys.length : 0, events }
    },
    async deleteAll(target, keys, watch) {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const all = listRows(target, [...keys, ...(await findKeys(target))])
        if (round > 0 && (await countAll(all)) === 0) {
          return
        }
        await deleteOnce(all, watch)
      }
    },
  }
}

/** Tables that are rolled up by session. A roll-up that mixes sessions would have to be made anew. */
const SESSION_TABLES = ['events', 'sessions', 'session_health'] as const

function listRows(target: ErasureTarget, keys: readonly SessionKey[]): Rows[] {
  const condition = 'app_id = {appId:String} AND session_id IN {ids:Array(String)}'
  const bySession = toChunks(keys).flatMap((parameters) =>
    SESSION_TABLES.map((table) => ({ table, condition, parameters })),
  )
  return 'sessionId' in target
    ? bySession
    : [
        ...bySession,
        { table: 'events', ...ofUser(target, 'userid', " AND session_id = ''") },
        { table: 'session_health', ...ofUser(target, 'person') },
      ]
}

function ofUser(
  { appId, userId }: Extract<ErasureTarget, { userId: string }>,
  column: 'userid' | 'person',
  further = '',
): { condition: string; parameters: QueryParameters } {
  const isInApplication = appId === undefined ? '' : ' AND app_id = {appId:String}'
  return {
    condition: `${column} = {userId:String}${isInApplication}${further}`,
    parameters: { userId, ...(appId === undefined ? {} : { appId }) },
  }
}

function toChunks(keys: readonly SessionKey[]): { appId: string; ids: string[] }[] {
  const byApplication = new Map<string, Set<string>>()
  for (const { app_id: appId, session_id: sessionId } of keys) {
    byApplication.set(appId, (byApplication.get(appId) ?? new Set()).add(sessionId))
  }
  return [...byApplication].flatMap(([appId, found]) => {
    const ids = [...found]
    return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) => ({
      appId,
      ids: ids.slice(index * CHUNK, (index + 1) * CHUNK),
    }))
  })
}
