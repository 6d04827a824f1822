import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { buildLoader } from './loaderBuild.mjs'

/**
 * Options of `npm run snippet`. All are optional, except for `url`.
 *
 * @typedef {object} SnippetOptions
 * @property {string} url of the modern file
 * @property {string} [fallback] tried once when the first fails
 * @property {string} [legacy] of the file for browsers without modules; by default beside the modern one
 * @property {boolean} [modern-only] no such file
 * @property {string} [integrity] hash of the modern file, or `auto`: both files' hashes, as they are in `dist/`
 * @property {string} [legacy-integrity]
 * @property {string} [name] of the global
 * @property {boolean} [lazy]
 * @property {boolean} [es5-list] answers every method of the API in browsers without Proxy
 * @property {string} [nonce] of the tag itself, for a page with a Content Security Policy
 * @property {string} [time-limit] seconds that an address may take that is not the last
 */

/**
 * The tag to paste.
 *
 * @param {SnippetOptions} options
 * @returns {Promise<string>}
 */
export async function toTag(options) {
  const code = await buildLoader(await toLoaderOptions(options))
  const nonce = options.nonce ? ` nonce="${options.nonce}"` : ''
  return `<script${nonce}>${code}</script>`
}

async function toLoaderOptions(options) {
  const urls = [options.url, options.fallback].filter(Boolean)
  const legacyUrls = options['modern-only'] ? [] : toLegacyUrls(urls, options.legacy)
  const timeLimitMs = options['time-limit'] && toMilliseconds(options['time-limit'])
  return {
    urls,
    legacyUrls,
    ...toHashes(options, urls, legacyUrls),
    lazy: options.lazy,
    ...(options.name && { name: toName(options.name) }),
    ...(options['es5-list'] && { es5List: await readMethods() }),
    ...(timeLimitMs && { timeLimitMs }),
  }
}

/** Beside each modern file: `sdk.js` has `sdk.legacy.js`. Only where every address is such a name. */
function toLegacyUrls(urls, given) {
  if (given) {
    return [given]
  }
  const file = /\.js(?=$|[?#])/
  return urls.every((url) => file.test(url))
    ? urls.map((url) => url.replace(file, '.legacy.js'))
    : []
}

function toHashes(options, [url], [legacyUrl]) {
  const isAuto = options.integrity === 'auto'
  const integrity = isAuto ? readHash(url) : options.integrity
  const legacyIntegrity =
    isAuto && legacyUrl ? readHash(legacyUrl) : (options['legacy-integrity'] ?? '')
  if (integrity && legacyUrl && !legacyIntegrity) {
    throw new Error('Give --legacy-integrity too, or --modern-only, or --integrity auto.')
  }
  return { integrity, legacyIntegrity }
}

function readHash(url) {
  const hashes = JSON.parse(readBuilt('dist/integrity.json'))
  const file = url.split(/[?#]/)[0].split('/').pop()
  if (!hashes[file]) {
    throw new Error(`--integrity auto: there is no dist/${file}. Files: ${Object.keys(hashes)}`)
  }
  return hashes[file]
}

function readBuilt(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} is not there: run \`npm run build\` first.`)
  }
}

/** Lists the methods of the built SDK, so that nobody has to keep a list. */
async function readMethods() {
  readBuilt('dist/dataflux-rum.mjs')
  const { datafluxRum } = await import(pathToFileURL('dist/dataflux-rum.mjs').href)
  return Object.keys(datafluxRum).filter((key) => typeof datafluxRum[key] === 'function')
}

function toMilliseconds(seconds) {
  if (!(Number(seconds) > 0)) {
    throw new Error('--time-limit takes seconds.')
  }
  return Number(seconds) * 1000
}

function toName(name) {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    throw new Error('--name takes the name of a global variable.')
  }
  return name
}
