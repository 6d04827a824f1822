import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import babel from '@babel/standalone'

/**
 * `npm run lint:prose`: reports, and never fails. Comments that start with a headless clause, by folder; console messages
 * without the three parts (what happened; what happens now. What to do.); commit subjects over 72 characters.
 * `-- --list` prints each finding, `-- <path>` looks at some files only.
 */

const HEADLESS =
  /^(what|whatever|who|whoever|whose|of|whether|that|to be|which|without|under|as if)\b/i
const MESSAGE_CALLS = new Set(['report', 'warn', 'warnOnce'])
const MAX_SUBJECT = 72

const args = process.argv.slice(2)
const isListed = args.includes('--list')
const paths = args.filter((arg) => !arg.startsWith('--'))

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim().split('\n')

function parse(file) {
  const plugins = /\.tsx?$/.test(file) ? ['typescript', ...(file.endsWith('x') ? ['jsx'] : [])] : []
  return babel.packages.parser.parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins })
}

/** The first sentence of a comment. Directives of tools are no prose. */
function toProse({ value }) {
  const text = value.replace(/^[\s*]+/gm, ' ').trim()
  return /^(biome-|@ts-|@type|eslint|@|#|=)/.test(text) ? '' : text
}

/** Comments in the order of the file; lines that follow each other are one. */
function toComments({ comments }) {
  const joined = []
  for (const comment of comments) {
    const last = joined.at(-1)
    const isNext = last?.type === 'CommentLine' && comment.type === 'CommentLine'
    if (isNext && comment.loc.start.line === last.loc.end.line + 1) {
      last.value += ` ${comment.value}`
      last.loc.end = comment.loc.end
    } else {
      joined.push({ type: comment.type, value: comment.value, loc: { ...comment.loc } })
    }
  }
  return joined.map((comment) => ({ line: comment.loc.start.line, text: toProse(comment) }))
}

function* walk(node) {
  if (Array.isArray(node)) {
    for (const child of node) {
      yield* walk(child)
    }
  } else if (typeof node?.type === 'string') {
    yield node
    yield* walk(Object.values(node).filter((child) => child !== null && typeof child === 'object'))
  }
}

const toText = (node) =>
  node.type === 'TemplateLiteral'
    ? node.quasis.map(({ value }) => value.cooked).join('…')
    : node.type === 'StringLiteral'
      ? node.value
      : undefined

/** `What happened; what the SDK does now. What to do.` */
const hasThreeParts = (text) => /[;:].+[.!] .+/s.test(text)

/** Texts for a developer's console: at least two words, given to one of the calls that print. */
function toMessages({ program }) {
  return [...walk(program)]
    .filter(({ type, callee }) => {
      const name = callee?.name ?? callee?.property?.name
      return type === 'CallExpression' && MESSAGE_CALLS.has(name)
    })
    .flatMap((call) => call.arguments.map((argument) => ({ argument, line: call.loc.start.line })))
    .map(({ argument, line }) => ({ line, text: toText(argument) }))
    .filter(({ text }) => text?.includes(' '))
}

const files = git('ls-files', ...paths).filter(
  (file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'),
)
const folders = new Map()
const findings = []
for (const file of files) {
  const tree = parse(file)
  const comments = toComments(tree).filter(({ text }) => text.length > 0)
  const headless = comments.filter(({ text }) => HEADLESS.test(text))
  const messages = /\.(test|testkit|e2e)\./.test(file) ? [] : toMessages(tree)
  const unclear = messages.filter(({ text }) => !hasThreeParts(text))
  const folder = file.includes('/') ? file.split('/', 1)[0] : '.'
  const sum = folders.get(folder) ?? { comments: 0, headless: 0, messages: 0, unclear: 0 }
  folders.set(folder, {
    comments: sum.comments + comments.length,
    headless: sum.headless + headless.length,
    messages: sum.messages + messages.length,
    unclear: sum.unclear + unclear.length,
  })
  findings.push(
    ...headless.map(({ line, text }) => `${file}:${line}  headless: ${text.slice(0, 80)}`),
    ...unclear.map(({ line, text }) => `${file}:${line}  message: ${text.slice(0, 80)}`),
  )
}

const subjects = git('log', '-100', '--no-merges', '--format=%h %s')
const long = subjects.filter((line) => line.length - line.indexOf(' ') - 1 > MAX_SUBJECT)

const row = (...cells) =>
  `${cells.map((cell, index) => (index ? String(cell).padStart(11) : String(cell).padEnd(12))).join('')}\n`
process.stdout.write(row('folder', 'comments', 'headless', '%', 'messages', 'unclear'))
for (const [folder, { comments, headless, messages, unclear }] of [...folders].sort()) {
  const share = comments ? ((100 * headless) / comments).toFixed(1) : '0.0'
  process.stdout.write(row(folder, comments, headless, share, messages, unclear))
}
process.stdout.write(
  `\n${long.length} of the last ${subjects.length} commit subjects have more than ${MAX_SUBJECT} characters.\n`,
)
if (isListed) {
  process.stdout.write(`\n${[...findings, ...long].join('\n')}\n`)
} else {
  process.stdout.write(
    '`npm run lint:prose -- --list` prints each; CONTRIBUTING.md has the rules.\n',
  )
}
