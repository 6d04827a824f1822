import { INTAKE_PATH } from '../../../protocol/limits.ts'

export interface IntakeOptions {
  /** A DataKit or collector; `/…` is a path of the page's own origin. */
  readonly datakitOrigin?: string | undefined
  /** A public gateway, which needs a token. */
  readonly site?: string | undefined
  /** Sent to either of them. */
  readonly clientToken?: string | undefined
}

// A scheme or a path: `127.0.0.1:9529` would be a path of the page, and `localhost:9529` a scheme. No query.
const ORIGIN = /^(https?:\/)?\/[^?#]*$/i

/** Where batches go, or `undefined` if the options name no place. Times travel in milliseconds. */
export function toIntakeUrl({
  datakitOrigin,
  site,
  clientToken,
}: IntakeOptions): string | undefined {
  try {
    const origin = datakitOrigin || (clientToken && site)
    if (origin && ORIGIN.test(origin) && !origin.includes(INTAKE_PATH)) {
      const token = clientToken ? `token=${encodeURIComponent(clientToken)}&` : ''
      const gateway = datakitOrigin ? '' : 'to_headless=true&'
      return `${toBase(origin)}?${token}${gateway}precision=ms`
    }
  } catch {
    // no URL
  }
  return undefined
}

function toBase(origin: string): string {
  return new URL(origin.replace(/\/+$/, '') + INTAKE_PATH, location.href).href
}
