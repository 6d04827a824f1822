import { readFileSync } from 'node:fs'
import { toTag } from './snippetTag.mjs'

const MARKERS = /<!-- dataflux-rum:snippet -->[\s\S]*?<!-- \/dataflux-rum:snippet -->/g
const CDN = 'https://rum.example.com/sdk/dataflux-rum.js'

const inDocument = (tag) => `\n\`\`\`html\n${tag}\n\`\`\`\n`
const inPage = (tag) => `\n    ${tag}\n    `

/** Pages and documents that show the snippet, the URL that each has it for, and how it stands there. */
const PLACES = [
  ['README.md', CDN, inDocument],
  ['docs/install.md', CDN, inDocument],
  ...['index', 'product', 'cart', 'checkout', 'app/index'].map((page) => [
    `demo/site/${page}.html`,
    '/sdk/dataflux-rum.js',
    inPage,
  ]),
]

/**
 * The files that show another snippet than this source gives, with what they ought to hold.
 *
 * @returns {Promise<{ file: string, after: string }[]>}
 */
export async function findStale() {
  const stale = []
  for (const [file, url, frame] of PLACES) {
    const before = readFileSync(file, 'utf8')
    const tag = frame(await toTag({ url }))
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
