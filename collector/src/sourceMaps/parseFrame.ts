/** Where a frame of a stack is, as the browser has it: line and column from 1. */
export interface FramePosition {
  function: string
  url: string
  line: number
  column: number
}

/** An address has no spaces: what has some is prose, or an `eval` inside of another frame. */
const FORMS: readonly RegExp[] = [
  /^at (.*?) @ (\S+):(\d+):(\d+)$/, // the form on the wire
  /^at (.*?) \((\S+):(\d+):(\d+)\)$/, // V8
  /^at (?:async )?()(\S+):(\d+):(\d+)$/, // V8, without a name
  /^([^@]*)@(\S+):(\d+):(\d+)$/, // SpiderMonkey and JavaScriptCore
]
/** A frame is a name and an address; a line of a minified script that a message quotes is longer. */
const MAX_CHARACTERS = 4096

/** Reads one line of a stack, of any browser or of the wire. `undefined`: it names no place. */
export function parseFrame(line: string): FramePosition | undefined {
  const text = line.trim()
  if (text.length > MAX_CHARACTERS) {
    return undefined
  }
  for (const form of FORMS) {
    const match = form.exec(text)
    if (match !== null) {
      const [, name = '', url = '', row = '', column = ''] = match
      const isNamed = name !== '<anonymous>' && name !== '?'
      return { function: isNamed ? name : '', url, line: Number(row), column: Number(column) }
    }
  }
  return undefined
}
