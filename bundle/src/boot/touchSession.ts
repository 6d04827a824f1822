import type { Timestamp } from '../core/time.ts'
import type { Provider } from '../events/assembly.ts'
import type { AssembledEvent, Contribution } from '../events/rawEvent.ts'
import type { SessionManager } from '../session/sessionManager.ts'
import type { Options } from './options.ts'

export interface TouchDeps {
  readonly session: SessionManager
  readonly options: Options
  /** The view of a moment. */
  readonly provideView: Provider
}

export interface Touch {
  /** When the first error happened that counts for the session. */
  errorAt(): Timestamp | undefined
  touch(event: AssembledEvent): void
}

/**
 * Applies events to their session: only those that the page has not dropped, so that what it drops has no effect on the
 * session's health.
 */
export function createTouch({ session, options, provideView }: TouchDeps): Touch {
  let errorAt: Timestamp | undefined
  return {
    errorAt: () => errorAt,
    touch({ measurement, time, tags }) {
      if (/^(error|action)$/.test(measurement)) {
        session.activity(time)
        // The event may have started a session, and so a view.
        tags['view_id'] = (provideView(time, measurement) as Contribution).tags?.view_id
      }
      // What was thrown or added; no message of the console, no element that did not load.
      if (measurement === 'error' && /^(source|custom)$/.test(tags['error_source'] ?? '')) {
        errorAt ??= time
        session.error(tags['error_handling'] === 'unhandled' ? options.unhandledStatus : undefined)
      }
    },
  }
}
