import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { EXPLORER, listFirstLoad, listParts } from './explorerFirstLoad.mjs'

/** Upper limits for downloads, in bytes. The loader is measured without the URL's placeholder. */
const BUDGETS = [
  { file: 'loader', form: 'raw', bytes: 1000 },
  { file: 'loader', form: 'gzip', bytes: 700 },
  { file: 'dataflux-rum.js', form: 'brotli', bytes: 26_050 },
  { file: 'dataflux-rum.mjs', form: 'brotli', bytes: 26_050 },
  { file: 'dataflux-rum.legacy.js', form: 'brotli', bytes: 32_050 },
  { file: 'explorer, first load', form: 'brotli', bytes: 120_000 },
  { file: 'the same in Chinese', form: 'brotli', bytes: 120_000 },
]

function measure(...bodies) {
  const sum = (compress) => bodies.reduce((total, body) => total + compress(body).length, 0)
  return {
    raw: sum((body) => body),
    gzip: sum((body) => gzipSync(body)),
    brotli: sum(brotliCompressSync),
  }
}

function read() {
  const loader = readFileSync('dist/loader.min.js', 'utf8').replace(/DATAFLUX_RUM_\w*URL/g, '')
  const measureParts = (names) =>
    measure(...names.map((name) => readFileSync(`${EXPLORER}/${name}`)))
  return {
    loader: measure(Buffer.from(loader)),
    'dataflux-rum.js': measure(readFileSync('dist/dataflux-rum.js')),
    'dataflux-rum.legacy.js': measure(readFileSync('dist/dataflux-rum.legacy.js')),
    'dataflux-rum.mjs': measure(readFileSync('dist/dataflux-rum.mjs')),
    'explorer, first load': measureParts(listFirstLoad('en')),
    'the same in Chinese': measureParts(listFirstLoad('zh')),
    'explorer, all parts': measureParts(listParts()),
  }
}

/**
 * Prints the table of sizes.
 *
 * @returns {string[]} a sentence for each budget that is exceeded
 */
export function printSizes() {
  const sizes = read()
  const row = (...cells) =>
    cells
      .map((cell, index) =>
        String(cell)
          .padStart(index ? 10 : -1)
          .padEnd(index ? 0 : 24),
      )
      .join('')
  process.stdout.write(`${row('bytes', 'raw', 'gzip', 'brotli')}\n`)
  for (const [file, { raw, gzip, brotli }] of Object.entries(sizes)) {
    process.stdout.write(`${row(file, raw, gzip, brotli)}\n`)
  }
  return BUDGETS.filter(({ file, form, bytes }) => sizes[file][form] > bytes).map(
    ({ file, form, bytes }) =>
      `${file} takes ${sizes[file][form]} bytes (${form}); its budget is ${bytes}.`,
  )
}
