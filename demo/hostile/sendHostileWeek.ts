import { INTAKE_LIMITS, INTAKE_PATH, LOG_PATH } from '../../protocol/limits.ts'
import type { Destination } from '../week/postLines.ts'
import { postLines } from '../week/postLines.ts'
import type { HostileOptions, HostileSession } from './hostileSession.ts'
import { listHostileSessions } from './hostileWeek.ts'

const LINES = 1000
/** Characters of a body: a character may have more bytes than one. */
const BODY = INTAKE_LIMITS.inflatedBytes / 4

/** Writes the hostile week through the intake. @throws if the intake refuses a batch */
export async function sendHostileWeek(options: HostileOptions & Destination): Promise<void> {
  await sendSessions(options, listHostileSessions(options))
}

/** Writes sessions through the intake, in as few requests as it takes. */
export async function sendSessions(
  destination: Destination,
  sessions: readonly HostileSession[],
): Promise<void> {
  const paths = [
    [INTAKE_PATH, sessions.map(({ lines }) => lines)],
    [LOG_PATH, sessions.map(({ logs = [] }) => logs)],
  ] as const
  for (const [path, parts] of paths) {
    for (const body of toBodies(parts)) {
      await postLines(destination, path, body)
    }
  }
}

function* toBodies(parts: readonly Iterable<string>[]): Generator<string[]> {
  let body: string[] = []
  let characters = 0
  for (const line of join(parts)) {
    if (body.length === LINES || (body.length > 0 && characters + line.length > BODY)) {
      yield body
      body = []
      characters = 0
    }
    body.push(line)
    characters += line.length
  }
  if (body.length > 0) {
    yield body
  }
}

function* join(parts: readonly Iterable<string>[]): Generator<string> {
  for (const part of parts) {
    yield* part
  }
}
