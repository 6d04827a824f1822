import { setTimeout as delay } from 'node:timers/promises'
import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import { toLine } from '../../bundle/src/transport/lineEncoder.ts'
import { INTAKE_PATH, LOG_PATH } from '../../protocol/limits.ts'
import { makeLogs } from './makeLogs.ts'
import type { WeekOptions } from './makeWeek.ts'
import { makeWeek } from './makeWeek.ts'

export interface SendOptions extends WeekOptions {
  /** Origin of a collector, or of anything else with this intake. */
  readonly url: string
  /** Client token, where the collector asks for one. */
  readonly token?: string | undefined
  /** Called after each batch. */
  readonly onProgress?: (sent: Sent) => void
}

export interface Sent {
  readonly sessions: number
  readonly events: number
  readonly logs: number
}

const LINES = 1000
const SENDERS = 16
const PATIENCE = 60
/** A machine that is busy with something else may send a body too slowly. */
const TRIED_AGAIN = [408, 429]

/** Writes the week through the intake, as pages do. @throws if the intake refuses a batch, or is away for a minute */
export async function sendWeek(options: SendOptions): Promise<Sent> {
  const batches = makeBatches(options)
  const sent = { sessions: 0, events: 0, logs: 0 }
  async function sendAll(): Promise<void> {
    for (const { lines, logs, sessions } of batches) {
      await Promise.all([post(options, INTAKE_PATH, lines), post(options, LOG_PATH, logs)])
      sent.sessions += sessions
      sent.events += lines.length
      sent.logs += logs.length
      options.onProgress?.(sent)
    }
  }
  // They share the generator, so each batch is sent once.
  await Promise.all(Array.from({ length: SENDERS }, sendAll))
  return sent
}

interface Batch {
  lines: string[]
  logs: string[]
  sessions: number
}

function* makeBatches(options: WeekOptions): Generator<Batch> {
  let batch: Batch = { lines: [], logs: [], sessions: 0 }
  for (const events of makeWeek(options)) {
    batch.lines.push(...toLines(events))
    batch.logs.push(...toLines(makeLogs(events)))
    batch.sessions++
    if (batch.lines.length >= LINES) {
      yield batch
      batch = { lines: [], logs: [], sessions: 0 }
    }
  }
  yield batch
}

function toLines(events: readonly EncodableEvent[]): string[] {
  return events.map(toLine).filter((line) => line !== undefined)
}

async function post(
  { url, token }: SendOptions,
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
