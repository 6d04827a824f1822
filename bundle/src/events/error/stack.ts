/**
 * A stack frame as each engine writes it: V8 `at fn (url:1:2)` and `at url:1:2`, the others `fn@url:1:2`. A name may hold colons,
 * blanks and brackets (Vue has `onUpdate:modelValue`), but no `//`; a URL may hold an `@`, but no blank. The length of the name is
 * bounded: otherwise the time could grow with the square of the line.
 */
const FRAME =
  /^(?:at )?(?:async )?(?:((?:(?!\/\/).){0,200}?)(?: \(|@)(?=[a-z<][\w.+>-]*:|\/))?(\S+):(\d+):(\d+)\)?$/i

/**
 * Returns an error's stack in the one form in which a DataKit resolves source maps: a headline, then
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
