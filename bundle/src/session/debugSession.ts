import type { Slot } from './sessionState.ts'

/** The documented form: `created` in ms, and in local time as `YYYY-MM-DD HH:mm:ss.SSS`. */
export function toDebugSession({ id, started }: Slot): {
  id: string
  created: number
  format_created: string
} {
  const local = new Date(started - new Date(started).getTimezoneOffset() * 60_000)
  return {
    id: String(id),
    created: started,
    format_created: local.toISOString().replace('T', ' ').slice(0, -1),
  }
}
