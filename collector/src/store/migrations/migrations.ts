import type { Dialect } from '../dialect.ts'
import { addLogs } from './addLogs.ts'
import { addQuerySchema } from './addQuerySchema.ts'
import { createAudit } from './createAudit.ts'
import { createCheckpoints } from './createCheckpoints.ts'
import { createEvents } from './createEvents.ts'
import { createSessions, createSessionsView } from './createSessions.ts'
import { createSettings } from './createSettings.ts'
import { createSourceMaps } from './createSourceMaps.ts'
import { keepSessionHealth } from './keepSessionHealth.ts'
import { recogniseRepeatedInserts } from './recogniseRepeatedInserts.ts'
import { syncDirectories } from './syncDirectories.ts'

export interface Migration {
  id: number
  name: string
  /** One statement, or several in their order; each may be applied twice without harm. */
  statement(dialect: Dialect): string | readonly string[]
}

/** In order, each applied once. One that has been released is never edited: a change is a new number. */
export const MIGRATIONS: readonly Migration[] = [
  { id: 1, name: 'create events', statement: createEvents },
  { id: 2, name: 'create sessions', statement: createSessions },
  { id: 3, name: 'create sessions view', statement: createSessionsView },
  { id: 4, name: 'create checkpoints', statement: createCheckpoints },
  { id: 5, name: 'sync directories of events', statement: syncDirectories('events') },
  { id: 6, name: 'sync directories of sessions', statement: syncDirectories('sessions') },
  { id: 7, name: 'add what queries read', statement: addQuerySchema },
  { id: 8, name: 'recognise repeated inserts', statement: recogniseRepeatedInserts },
  { id: 9, name: 'create settings', statement: createSettings },
  { id: 10, name: 'create audit', statement: createAudit },
  { id: 11, name: 'create source maps', statement: createSourceMaps },
  { id: 12, name: 'keep session health', statement: keepSessionHealth },
  { id: 13, name: 'add logs', statement: addLogs },
]
