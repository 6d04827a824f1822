import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildLoader } from './loaderBuild.mjs'

const HELP = `Prints the tag to paste into a page's head.

  npm run snippet -- --url https://rum.example.com/sdk/dataflux-rum.js

  --url URL          of the bundle (required)
  --fallback URL     tried once when the first fails
  --integrity HASH   sha384-… of the bundle, checked by the browser
  --name NAME        of the global, DATAFLUX_RUM by default

  --write            puts the snippet into every page and document that shows it
  --check            fails if one of them shows another
`

const MARKERS = /<!-- dataflux-rum:snippet -->[\s\S]*?<!-- \/dataflux-rum:snippet -->/g

/** Pages and documents that show the snippet, and the URL that each has it for. */
const PLACES = [
  [
    'README.md',
    'https://rum.example.com/sdk/dataflux-rum.js',
    (tag) => `\n\`\`\`html\n${tag}\n\`\`\`\n`,
  ],
  ...['index', 'product', 'cart', 'checkout', 'app/index'].map((page) => [
    `demo/site/${page}.html`,
    '/sdk/dataflux-rum.js',
    (tag) => `\n    ${tag}\n    `,
  ]),
]

async function toTag(options) {
  return `<script>${await buildLoader(options)}</script>`
}

/** The files that show another snippet than this source gives, with what they ought to hold. */
async function findStale() {
  const stale = []
  for (const [file, url, frame] of PLACES) {
    const before = readFileSync(file, 'utf8')
    const tag = frame(await toTag({ urls: [url] }))
    const after = before.replace(
      MARKERS,
      () => `<!-- dataflux-rum:snippet -->${tag}<!-- /dataflux-rum:snippet -->`,
    )
    if (after !== before) {
      stale.push({ file, after })
    }
  }
  return stale
}

const print = (text) => process.stdout.write(`${text}\n`)

async function run({ url, fallback, integrity, name, write, check }) {
  if (url) {
    print(await toTag({ urls: fallback ? [url, fallback] : [url], integrity, name }))
    return
  }
  const stale = write || check ? await findStale() : []
  for (const { file, after } of stale) {
    if (write) {
      writeFileSync(file, after)
    }
    print(
      `${file}: ${write ? 'written' : 'shows an old snippet; run `npm run snippet -- --write`'}`,
    )
  }
  if (!write && !check) {
    print(HELP)
  }
  process.exitCode = write || (check && stale.length === 0) ? 0 : 1
}

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    fallback: { type: 'string' },
    integrity: { type: 'string' },
    name: { type: 'string' },
    write: { type: 'boolean' },
    check: { type: 'boolean' },
  },
})
await run(values)
