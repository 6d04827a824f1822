import { createHash } from 'node:crypto'

export interface ErrorParts {
  type: string
  message: string
  stack: string
}

/** More would split one cause by who called it; fewer would join what only shares a helper. */
const TOP_FRAMES = 3
/** Number of characters that are looked at of a message or a stack: both may be as long as a line. */
const LOOKED_AT = 4096

/**
 * 64 bits, as a decimal text, that are equal for errors of one cause: type, message without what varies, and
 * the top frames without line numbers and build hashes, which change with every release.
 */
export function computeFingerprint({ type, message, stack }: ErrorParts): string {
  const parts = [type, normaliseMessage(message), ...toTopFrames(stack)]
  return createHash('sha1').update(parts.join('\n')).digest().readBigUInt64BE().toString()
}

const VARYING: readonly [RegExp, string][] = [
  [/https?:\/\/[^\s"'<>)]+/gi, '<url>'],
  [/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9]*[a-f])[0-9a-f]{8,}\b/gi, '<id>'],
  [/\d+(?:\.\d+)?/g, '<n>'],
  [/\s+/g, ' '],
]

/** The message with the varying parts named: also what a group of errors may be called. */
export function normaliseMessage(message: string): string {
  const start = message.slice(0, LOOKED_AT)
  return VARYING.reduce((text, [varying, name]) => text.replace(varying, name), start).trim()
}

/**
 * ` at fn @ URL:1:2`, `at fn (URL:1:2)`, `fn@URL:1:2`: function and file of each. Of a line whose white space is single
 * blanks: where several patterns could share a run of it, 500 blanks would take seconds.
 */
const FRAME = /^(?:at )?(.*?) ?[@( ] ?([^\s()@]+?)(?::\d+){1,2}\)?$/
const BARE_FRAME = /^(?:at )?([^\s()@]+?)(?::\d+){1,2}$/

function toTopFrames(stack: string): string[] {
  const frames: string[] = []
  for (const line of stack.slice(0, LOOKED_AT).split('\n')) {
    const frame = toFrame(line.slice(0, 512).replace(/\s+/g, ' ').trim())
    if (frame !== undefined && frames.push(frame) === TOP_FRAMES) {
      break
    }
  }
  return frames
}

function toFrame(line: string): string | undefined {
  const [, bareFile] = BARE_FRAME.exec(line) ?? []
  if (bareFile !== undefined) {
    return `@${toFile(bareFile)}`
  }
  const [, name, file] = FRAME.exec(line) ?? []
  return file === undefined ? undefined : `${name}@${toFile(file)}`
}

/** Path without origin, query and hash of the build: `https://cdn/app-9f86d081.js?v=2` is `/app.js`. */
function toFile(url: string): string {
  return url
    .replace(/^[a-z-]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/[-.](?=[A-Za-z0-9_]*\d)[A-Za-z0-9_]{6,}(?=\.\w+$|\.min\.)/, '')
}
