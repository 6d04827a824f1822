import { gzipSync } from 'node:zlib'
import { toTag } from './snippetTag.mjs'

/** Options of `npm run snippet` whose sizes are printed. */
const VARIANTS = {
  'by default': {},
  'modern file only': { 'modern-only': true },
  'with a fallback': { fallback: 'URL.js' },
  'with hashes': { integrity: 'HASH', 'legacy-integrity': 'HASH' },
  renamed: { name: 'SHOP_RUM' },
  lazy: { lazy: true },
  'with the ES5 list': { 'es5-list': true },
  'all of these': {
    fallback: 'URL.js',
    integrity: 'HASH',
    'legacy-integrity': 'HASH',
    name: 'SHOP_RUM',
    lazy: true,
    'es5-list': true,
  },
}

/** Prints what each option of the snippet costs, without its addresses and hashes. */
export async function printLoaderSizes() {
  process.stdout.write('\nloader, without URLs and hashes\n')
  for (const [title, options] of Object.entries(VARIANTS)) {
    const tag = await toTag({ url: 'URL.js', ...options })
    const code = tag.replace(/<\/?script>|URL(\.legacy)?\.js|HASH/g, '')
    const [raw, gzip] = [code.length, gzipSync(code).length].map((bytes) => String(bytes))
    process.stdout.write(`  ${title.padEnd(20)}${raw.padStart(10)}${gzip.padStart(10)}\n`)
  }
}
