import { INTAKE_PATH } from '../../../protocol/limits.ts'
import { attempt } from '../core/attempt.ts'
import { parseUrl } from '../core/parseUrl.ts'

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
  return attempt(() => {
    const base = toBase(datakitOrigin || (clientToken && site) || '')
    // A token may have no UTF-8 form.
    const more = datakitOrigin
      ? ''
      : `token=${encodeURIComponent(clientToken as string)}&to_headless=true&`
    return base && `${base}?${more}precision=ms`
  })
}

function toBase(origin: string): string | undefined {
  const url = origin ? parseUrl(origin.replace(/\/+$/, '') + INTAKE_PATH) : undefined
  // `localhost:9529` reads as a scheme and a path.
  return url?.protocol.startsWith('http') ? url.href : undefined
}
