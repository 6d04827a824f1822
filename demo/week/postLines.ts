import { setTimeout as delay } from 'node:timers/promises'

export interface Destination {
  /** Origin of a collector, or of anything else with this intake. */
  readonly url: string
  /** Client token, where the collector asks for one. */
  readonly token?: string | undefined
}

const PATIENCE = 60
/** A machine that is busy with something else may send a body too slowly. */
const TRIED_AGAIN = [408, 429]

/** Sends lines to the intake. @throws if the intake refuses them, or is away for a minute */
export async function postLines(
  { url, token }: Destination,
  path: string,
  lines: readonly string[],
): Promise<void> {
  const body = lines.join('\n')
  const address = `${url}${path}?precision=ms${token ? `&token=${encodeURIComponent(token)}` : ''}`
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    // A busy collector may close a connection. Events have ids, so one that came twice counts once.
    const response = await fetch(address, { method: 'POST', body }).catch(() => undefined)
    const answer = await response?.text()
    if (response?.ok) {
      return
    }
    if (response && response.status < 500 && !TRIED_AGAIN.includes(response.status)) {
      throw new Error(`The intake answered ${response.status}: ${answer}`)
    }
    await delay(1000 * Number(response?.headers.get('retry-after') ?? 1))
  }
  throw new Error(
    `The intake at ${url} takes nothing. Is its disk full, or its rate limit too low?`,
  )
}
