import type { Timestamp } from '../core/time.ts'
import type { Provider } from './assembly.ts'

/** What this needs to know of a session. */
interface EventSession {
  readonly id?: string | number | undefined
  readonly started?: Timestamp | undefined
  readonly kind: string
}

export interface SessionProviderDeps<Found extends EventSession> {
  readonly find: (time: Timestamp) => Found | undefined
  readonly isCollected: (session: Found) => boolean
  readonly sampleRate: number
}

/** Stamps an event with the session at its start. Between two sessions nothing is collected. */
export function createSessionProvider<Found extends EventSession>({
  find,
  isCollected,
  sampleRate,
}: SessionProviderDeps<Found>): Provider {
  return (startedAt) => {
    const found = find(startedAt)
    return found && isCollected(found)
      ? {
          tags: { session_id: found.id?.toString(), session_sampling: 'true' },
          fields: {
            session_started: found.started,
            session_debug: found.kind === 'debug' || undefined,
            session_manual: found.kind === 'manual' || undefined,
            session_sample_rate: sampleRate,
          },
        }
      : 'discard'
  }
}
