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
 * 64 bits, as a decimal text, that are equal for errors of one cause: type, message without what varies, and the top
 * frames without what changes with every release: line numbers, hashes and versions in file names, short names of
 * minified functions.
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
  return file === undefined ? undefined : `${toName(name ?? '')}@${toFile(file)}`
}

/** Minifiers give names of one and two letters, others in every build. */
const SHORT_NAME = 2

/** Parts of a function's name that the source has: `async e.pay$1 [as run]` is `pay`, and `t` or `<anonymous>` is none. */
function toName(name: string): string {
  return name
    .replace(/ ?\[as [^\]]*\]$/, '')
    .replace(/^(?:async|new) /, '')
    .split(/[./<]+/) // SpiderMonkey has `pay/<` for a function inside `pay`
    .map((part) => part.replace(/\$\d+$/, '').replace(/^(?:anonymous>|\?)$/, ''))
    .filter((part) => part.length > SHORT_NAME)
    .join('.')
}

/** Path without origin, query and what names the build: `https://cdn/v2.1/app-9f86d081.js?v=2` is `/app.js`. */
function toFile(url: string): string {
  return url
    .replace(/^[a-z-]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .split('/')
    .map(withoutBuild)
    .filter((part, index) => part !== '' || index === 0)
    .join('/')
}

const FILE = /^(.*?)((?:\.(?:min|chunk|bundle))*\.[cm]?[jt]sx?)?$/
/** `app-2.3.1`, `v12`, `20261127`, `481`: versions, days and numbers of chunks. */
const VERSION = /(?:^|[-._@~])v?\d+(?:[._-]\d+)*(?=$|[-._@~])/g
/** `main.8f3a2b1c`: of letters and digits, six at least. */
const HASH = /(?:^|[-._~])(?=[A-Za-z]*\d)[A-Za-z0-9]{6,}(?=$|[-._~])/g
/** `index-DqPXbEwK`, `index-B_x8-Tzw`: the eight characters of Rollup and Vite, which may lack a digit. */
const ROLLUP_HASH =
  /-(?=[\w-]*(?:\d|[A-Z]{2}|[a-z][A-Z][\w-]*[a-z][A-Z]|[-_]\w*[A-Z]|[A-Z]\w*[-_]))[\w-]{8}$/
/** `/_next/static/Zx81_b-kQ4pYt2LmN0aBc/`: the id of a build, as a folder. */
const BUILD_ID = /^(?=.*\d)(?=.*[A-Z])[\w-]{16,}$/

function withoutBuild(part: string): string {
  const [, name = '', ending = ''] = FILE.exec(part) ?? []
  return (
    [ROLLUP_HASH, BUILD_ID, HASH, VERSION].reduce((text, one) => text.replace(one, ''), name) +
    ending
  )
}
