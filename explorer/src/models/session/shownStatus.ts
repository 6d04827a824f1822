import type { SessionStatus, SessionSummary } from '../../../../protocol/query.ts'
import type { Life } from './liveSession.ts'
import { mayGoOn } from './liveSession.ts'

/** Status of a session as people read it. A record that says `ok` is `open`, or `left` if nothing came for a timeout. */
export type ShownStatus = Exclude<SessionStatus, 'ok'> | 'open' | 'left'

/**
 * Returns the status to show; empty if none is known. Most users close the page, and no page tells of the end then: the
 * record stays `ok` for ever. A session without a record, such as a debug session, has crashed if one of its errors was not
 * handled.
 *
 * @param now - ms since the epoch
 */
export function toShownStatus(
  session: Life & Pick<SessionSummary, 'session_has_crashed'>,
  now: number,
): ShownStatus | '' {
  const { session_status: status, session_has_crashed: hasCrashed } = session
  if (status === 'ok') {
    return mayGoOn(session, now) ? 'open' : 'left'
  }
  return status || (hasCrashed ? 'crashed' : '')
}
