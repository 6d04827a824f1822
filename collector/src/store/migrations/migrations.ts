import type { Dialect } from '../dialect.ts'
import { createCheckpoints } from './createCheckpoints.ts'
import { createEvents } from './createEvents.ts'
import { createSessions, createSessionsView } from './createSessions.ts'
import { syncDirectories } from './syncDirectories.ts'

export interface Migration {
  id: number
  name: string
  statement(dialect: Dialect): string
}

/** In order, each applied once. One that has been released is never edited: a change is a new number. */
export const MIGRATIONS: readonly Migration[] = [
  { id: 1, name: 'create events', statement: createEvents },
  { id: 2, name: 'create sessions', statement: createSessions },
  { id: 3, name: 'create sessions view', statement: createSessionsView },
  { id: 4, name: 'create checkpoints', statement: createCheckpoints },
  { id: 5, name: 'sync directories of events', statement: syncDirectories('events') },
  { id: 6, name: 'sync directories of sessions', statement: syncDirectories('sessions') },
]
