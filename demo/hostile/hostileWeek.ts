import type { HostileOptions, HostileSession } from './hostileSession.ts'
import { listLargeSessions } from './largeSessions.ts'
import { makeMixed } from './mixedSession.ts'
import { toLongSession, toTextSession } from './textSessions.ts'
import { HOSTILE_TEXTS } from './texts.ts'

export const MIXED_COUNT = 10_000
export const MIXED_ID = 'hostile-mixed'

/** Lists the sessions of the hostile week. The same options give the same lines. */
export function listHostileSessions(options: HostileOptions): HostileSession[] {
  return [
    ...HOSTILE_TEXTS.map((_, index) => toTextSession(options, index)),
    toLongSession(options),
    ...listLargeSessions(options),
    { id: MIXED_ID, lines: makeMixed({ ...options, id: MIXED_ID, count: MIXED_COUNT }) },
  ]
}
