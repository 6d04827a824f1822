import { INTAKE_PATH, LOG_PATH } from '../../../protocol/limits.ts'
import { URL } from '../core/natives.ts'

export interface IntakeOptions {
  /** Address of a DataKit or collector; `/…` is a path on the page's own origin. */
  readonly datakitOrigin?: string | undefined
  /** Address of the public gateway, used with `clientToken`. */
  readonly site?: string | undefined
  /** Sent to either of them. */
  readonly clientToken?: string | undefined
}

// A scheme or a path is needed: `127.0.0.1:9529` would be a path of the page, and `localhost:9529` a scheme. No query.
const ORIGIN = /^(https?:\/)?\/[^?#]*$/i

/** Returns the URL for batches, or `undefined` if the options name no valid intake. Times travel in milliseconds. */
export function toIntakeUrl({
  datakitOrigin,
  site,
  clientToken,
}: IntakeOptions): string | undefined {
  try {
    const origin = (datakitOrigin || (clientToken && site))?.trim()
    if (origin && ORIGIN.test(origin) && !origin.includes(INTAKE_PATH)) {
      const token = clientToken ? `token=${encodeURIComponent(clientToken)}&` : ''
      const gateway = datakitOrigin ? '' : 'to_headless=true&'
      return `${toBase(origin)}?${token}${gateway}precision=ms`
    }
  } catch {
    // not a URL
  }
  return undefined
}

/** Returns the URL for logs beside that for events. */
export function toLogUrl(intakeUrl: string): string {
  return intakeUrl.replace(`${INTAKE_PATH}?`, `${LOG_PATH}?`)
}

/** Tells requests of the SDK itself. */
export function isOwnUrl(url: string, intakeUrl: string): boolean {
  return url.replace(`${LOG_PATH}?`, `${INTAKE_PATH}?`).startsWith(intakeUrl)
}

function toBase(origin: string): string {
  return new URL(origin.replace(/\/+$/, '') + INTAKE_PATH, location.href).href
}
