import { INTAKE_PATH } from '../../../protocol/limits.ts'

export interface IntakeOptions {
  /** Address of a DataKit or collector; `/…` is a path on the page's own origin. */
  readonly datakitOrigin?: string | undefined
  /** Address of the public gateway, used with `clientToken`. */
  readonly site?: string | undefined
  readonly clientToken?: string | undefined
}

/** Returns the URL for batches, or `undefined` if the options name no valid intake. Times travel in milliseconds. */
export function toIntakeUrl({
  datakitOrigin,
  site,
  clientToken,
}: IntakeOptions): string | undefined {
  try {
    if (datakitOrigin) {
      return `${toBase(datakitOrigin)}?precision=ms`
    }
    return site && clientToken
      ? `${toBase(site)}?token=${encodeURIComponent(clientToken)}&to_headless=true&precision=ms`
      : undefined
  } catch {
    return undefined // not a URL
  }
}

function toBase(origin: string): string {
  const { href, protocol } = new URL(origin.replace(/\/+$/, '') + INTAKE_PATH, location.href)
  if (!protocol.startsWith('http')) {
    throw protocol // `localhost:9529` parses as a scheme and a path
  }
  return href
}
