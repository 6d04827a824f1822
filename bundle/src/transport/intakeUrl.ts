import { INTAKE_PATH } from '../../../protocol/limits.ts'

export interface IntakeOptions {
  /** A DataKit or collector; `/…` is a path of the page's own origin. */
  readonly datakitOrigin?: string | undefined
  /** The public gateway, with its token. */
  readonly site?: string | undefined
  readonly clientToken?: string | undefined
}

/** Where batches go, or `undefined` if the options name no place. Times travel in milliseconds. */
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
    return undefined // no URL
  }
}

function toBase(origin: string): string {
  const { href, protocol } = new URL(origin.replace(/\/+$/, '') + INTAKE_PATH, location.href)
  if (!protocol.startsWith('http')) {
    throw protocol // `localhost:9529` reads as a scheme and a path
  }
  return href
}
