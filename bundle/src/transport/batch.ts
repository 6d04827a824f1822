import { byteLength } from './text.ts'

export interface BatchLimits {
  readonly bytes: number
  readonly count: number
}

/** Lines that wait to be sent together. */
export interface Batch {
  /** A line with the `key` of one that waits takes its place: only a view's last update is sent. */
  add(line: string, key?: string): void
  /** Takes everything out, in bodies of at most `limits.bytes` bytes and `limits.count` lines. */
  take(): string[]
  isFull(): boolean
}

export function createBatch(limits: BatchLimits): Batch {
  const lines = new Map<string | number, string>()
  let bytes = 0
  let serial = 0

  return {
    add(line, key) {
      const slot = key ?? serial++
      bytes += byteLength(line) - byteLength(lines.get(slot) ?? '')
      lines.delete(slot) // so that the new one stands at the end, in its time
      lines.set(slot, line)
    },
    take() {
      const bodies = toBodies([...lines.values()], limits)
      lines.clear()
      bytes = 0
      return bodies
    },
    isFull: () => lines.size >= limits.count || bytes >= limits.bytes,
  }
}

/** Joins lines by LF. A line that is larger than a body may be travels alone. */
function toBodies(lines: readonly string[], limits: BatchLimits): string[] {
  const bodies: string[][] = []
  let room = 0
  for (const line of lines) {
    const size = byteLength(line) + 1
    let body = bodies[bodies.length - 1]
    if (!body || size > room || body.length >= limits.count) {
      body = []
      bodies.push(body)
      room = limits.bytes
    }
    body.push(line)
    room -= size
  }
  return bodies.map((body) => body.join('\n'))
}
