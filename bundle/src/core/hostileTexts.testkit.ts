import assert from 'node:assert/strict'

/** Beginnings of URLs, parameters, credentials and stack frames. */
const STARTS = ['&', '/', '//', '@', '%26', '%2F%2F', ':1', '@a:', ' (']
/** Pieces that continue or end such a part. */
const PIECES = [
  ...['a', 'A', '1', ' ', '\n', '.', ',', ':', ';', '=', '-', '"', "'", '\\', '(', ')', '<', '{'],
  ...['?', '#', '\\/', '%', '%3F', '%3D', '%2F', '%40', '#/', 'token', 'key!', 'auth', '1:'],
  ...['at ', 'async ', 'http://', '%s', '😀', ...STARTS],
]

/**
 * Asserts that no text of repeated pieces takes a function long. For these, what grows with the square of the length takes
 * some seconds, what grows with the length some hundredths of one. Time of the processor: other programs do not count.
 */
export function assertQuick(read: (text: string) => unknown, length = 100_000): void {
  for (const first of ['', ...STARTS]) {
    for (const second of PIECES) {
      const piece = first + second
      const text = piece.repeat(length / piece.length)
      for (const hostile of [text, `?token=${text}\u0000x y`]) {
        const before = process.cpuUsage()
        read(hostile)
        const duration = process.cpuUsage(before).user / 1000
        assert.ok(duration < 1000, `${JSON.stringify(piece)} takes ${duration} ms`)
      }
    }
  }
}
