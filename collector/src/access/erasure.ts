import type { QueryParameters, Store } from '../store/openStore.ts'

/** Whose data is deleted: one session's, or all of one user's. */
export type ErasureTarget =
  | { appId: string; sessionId: string }
  | { appId: string | undefined; userId: string }

export interface Erased {
  sessions: number
  events: number
}

export type Erase = (target: ErasureTarget) => Promise<Erased>

interface SessionKey {
  app_id: string
  session_id: string
}

/** What one statement lists: a user may have had a session a day for ten years. */
const CHUNK = 1000

/**
 * Deletes from the raw rows first: a roll-up that is repaired meanwhile is made of them. A user's sessions go
 * whole, with what happened in them before the user signed in.
 */
export function createErasure(store: Pick<Store, 'query' | 'deleteRows'>): Erase {
  async function eraseWhere(condition: string, parameters: QueryParameters): Promise<number> {
    const [row] = await store.query<{ events: string | number }>(
      `SELECT uniqExact(type, event_id) AS events FROM rum.events WHERE ${condition}`,
      parameters,
    )
    await store.deleteRows({ table: 'events', condition, parameters })
    return Number(row?.events ?? 0)
  }

  async function eraseSessions(appId: string, ids: readonly string[]): Promise<number> {
    const condition = 'app_id = {appId:String} AND session_id IN {ids:Array(String)}'
    const parameters = { appId, ids }
    const events = await eraseWhere(condition, parameters)
    for (const table of SESSION_TABLES) {
      await store.deleteRows({ table, condition, parameters })
    }
    return events
  }

  async function eraseUser(appId: string | undefined, userId: string): Promise<Erased> {
    const isIn = (column: string): string =>
      `${column} = {userId:String}${appId === undefined ? '' : ' AND app_id = {appId:String}'}`
    const condition = isIn('userid')
    const parameters = { userId, ...(appId === undefined ? {} : { appId }) }
    const keys = await store.query<SessionKey>(
      `SELECT DISTINCT app_id, session_id FROM rum.events WHERE ${condition} AND session_id != ''`,
      parameters,
    )
    let events = 0
    for (const { appId: owner, ids } of toChunks(keys)) {
      events += await eraseSessions(owner, ids)
    }
    events += await eraseWhere(condition, parameters) // what belongs to no session
    await store.deleteRows({ table: 'session_health', condition: isIn('person'), parameters })
    return { sessions: keys.length, events }
  }

  return async (target) => {
    if ('userId' in target) {
      return eraseUser(target.appId, target.userId)
    }
    const events = await eraseSessions(target.appId, [target.sessionId])
    return { sessions: events > 0 ? 1 : 0, events }
  }
}

/** What is rolled up by session. A roll-up that mixes sessions would have to be made anew. */
const SESSION_TABLES = ['sessions', 'session_health'] as const

function toChunks(keys: readonly SessionKey[]): { appId: string; ids: string[] }[] {
  const byApplication = new Map<string, string[]>()
  for (const { app_id: appId, session_id: sessionId } of keys) {
    const ids = byApplication.get(appId)
    if (ids === undefined) {
      byApplication.set(appId, [sessionId])
    } else {
      ids.push(sessionId)
    }
  }
  return [...byApplication].flatMap(([appId, ids]) =>
    Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) => ({
      appId,
      ids: ids.slice(index * CHUNK, (index + 1) * CHUNK),
    })),
  )
}
