import { NativeMap } from '../core/natives.ts'
import { isLogLine } from './lineEncoder.ts'
import { byteLength } from './text.ts'

export interface BatchLimits {
  readonly bytes: number
  readonly count: number
}

/** Lines that are waiting to be sent together. */
export interface Batch {
  /** Adds a line. It replaces a waiting line with the same `key`, so that only a view's last update is sent. */
  add(line: string, key?: string): void
  lines(): string[]
  /** Removes and returns all lines, in pieces of at most `limits.bytes` bytes (joined), logs apart from events. */
  take(): string[][]
  isFull(): boolean
}

export function createBatch(limits: BatchLimits): Batch {
  const lines = new NativeMap<string | number, string>()
  let serial = 0

  return {
    add(line, key) {
      const slot = key ?? serial++
      lines.delete(slot) // so that the new line moves to the end, in order of time
      lines.set(slot, line)
    },
    lines: () => [...lines.values()],
    take() {
      // Events last: the outbox adds its own counts to the last line.
      const all = [...lines.values()]
      const pieces = [true, false].flatMap((isLog) =>
        toPieces(
          all.filter((line) => isLogLine(line) === isLog),
          limits.bytes,
        ),
      )
      lines.clear()
      return pieces
    },
    isFull: () => lines.size >= limits.count,
  }
}

/** Splits lines into pieces. A line that exceeds the limit gets its own piece. */
function toPieces(lines: readonly string[], limit: number): string[][] {
  const pieces: string[][] = []
  let room = 0
  for (const line of lines) {
    const size = byteLength(line) + 1
    if (size > room) {
      pieces.push([])
      room = limit
    }
    pieces[pieces.length - 1]?.push(line)
    room -= size
  }
  return pieces
}
