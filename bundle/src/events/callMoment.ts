import type { Timestamp } from '../core/time.ts'

/** When, and on which page, a call was made: the loader keeps both for calls that came before the bundle. */
export interface CallMoment {
  readonly at: Timestamp
  /** Only where it may differ from the view's: the call was queued. */
  readonly url?: string | undefined
}
