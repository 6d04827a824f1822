import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AuditEntry, AuditList } from '../../../protocol/access.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Store } from '../store/openStore.ts'

/** Acts that are noted. The personal data that an act concerns is never part of it. */
export interface AuditedAct {
  actor: string
  act: string
  /** Object of the act, such as `user:ada` or `application:shop`. */
  subject: string
  details?: Record<string, unknown>
}

export interface Audit {
  /** Resolves when it is on the disk. */
  write(act: AuditedAct): Promise<void>
  /** The newest first. */
  read(page: { limit: number; cursor?: string | undefined }): Promise<AuditList>
}

export function createAudit(store: Pick<Store, 'insert' | 'query'>, now: () => number): Audit {
  return {
    async write({ actor, act, subject, details = {} }) {
      await store.insert('audit', [
        { at: now(), id: randomUUID(), actor, act, subject, details: JSON.stringify(details) },
      ])
    },
    async read({ limit, cursor }) {
      const after = cursor === undefined ? undefined : readCursor(cursor, position)
      const rows = await store.query<AuditRow>(
        `SELECT toUnixTimestamp64Milli(at) AS time, toString(id) AS id, actor, act, subject, details
FROM rum.audit
${after === undefined ? '' : "WHERE (at, id) < (fromUnixTimestamp64Milli({afterTime:Int64}, 'UTC'), {afterId:String})"}
ORDER BY at DESC, id DESC
LIMIT {rows:UInt32}`,
        {
          rows: limit + 1, // one more than the page tells whether there is another
          ...(after === undefined ? {} : { afterTime: after[0], afterId: after[1] }),
        },
      )
      const entries = rows.slice(0, limit).map(toEntry)
      const last = rows[limit - 1]
      return rows.length > limit && last !== undefined
        ? { entries, next_cursor: toCursor([Number(last.time), last.id]) }
        : { entries }
    },
  }
}

interface AuditRow extends Record<'id' | 'actor' | 'act' | 'subject' | 'details', string> {
  time: string | number
}

const position = z.tuple([z.int(), z.string()])

function toEntry({ time, actor, act, subject, details }: AuditRow): AuditEntry {
  return { time: Number(time), actor, act, subject, details: JSON.parse(details) }
}
