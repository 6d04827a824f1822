import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import { toLine } from '../../bundle/src/transport/lineEncoder.ts'
import { INTAKE_PATH, LOG_PATH } from '../../protocol/limits.ts'
import { makeLogs } from './makeLogs.ts'
import type { WeekOptions } from './makeWeek.ts'
import { makeWeek } from './makeWeek.ts'
import type { Destination } from './postLines.ts'
import { postLines } from './postLines.ts'

export interface SendOptions extends WeekOptions, Destination {
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

/** Writes the week through the intake, as pages do. @throws if the intake refuses a batch, or is away for a minute */
export async function sendWeek(options: SendOptions): Promise<Sent> {
  const batches = makeBatches(options)
  const sent = { sessions: 0, events: 0, logs: 0 }
  async function sendAll(): Promise<void> {
    for (const { lines, logs, sessions } of batches) {
      await Promise.all([
        postLines(options, INTAKE_PATH, lines),
        postLines(options, LOG_PATH, logs),
      ])
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
