/**
 * A stack frame as each engine writes it: V8 `at fn (url:1:2)` and `at url:1:2`, the others `fn@url:1:2`. A
 * function's name has no `@` or `:` in it; a URL may.
 */
const FRAME = /^(?:at )?(?:async )?(?:([^@:(]*)(?: \(|@))?(\S+):(\d+):(\d+)\)?$/

/**
 * An error's stack in the one form in which a DataKit resolves source maps: a headline, then
 * ` at fn @ URL:line:col` for each frame. Lines that are no frames are left out.
 */
export function toWireStack(headline: string, stack: string): string {
  const lines = [headline]
  for (const line of stack.split('\n')) {
    const frame = FRAME.exec(line.trim())
    if (frame) {
      const [, name, url, row, column] = frame
      lines.push(` at ${name || '<anonymous>'} @ ${url}:${row}:${column}`)
    }
  }
  return lines.join('\n')
}
