import { build } from 'esbuild'
import { minify } from 'terser'

const NAME = 'DATAFLUX_RUM'

/** As long as a file may take on a bad line: longer than most visitors wait, shorter than a dead proxy does. */
const TIME_LIMIT_MS = 30_000

/**
 * Inputs of the loader's build: the bundle's addresses, and the options that the page owner chose.
 *
 * @typedef {object} LoaderOptions
 * @property {string} [name] of the global
 * @property {string[]} urls of the modern file: the first, then those to try when it fails
 * @property {string[]} [legacyUrls] of the file for browsers without modules; left out: they get the modern one
 * @property {string} [integrity] hash of the modern file
 * @property {string} [legacyIntegrity] hash of the other
 * @property {boolean} [lazy] loads the bundle when the page is idle, or at its first error
 * @property {string[]} [es5List] methods to answer in browsers without Proxy
 * @property {number} [timeLimitMs] how long an address that is not the last may take
 */

/**
 * The loader as the text of an inline script.
 *
 * @param {LoaderOptions} options
 * @returns {Promise<string>}
 */
export async function buildLoader(options) {
  const { name = NAME, urls, legacyUrls = [], integrity, legacyIntegrity } = options
  const hasLegacy = legacyUrls.length > 0
  const args = [
    name,
    hasLegacy ? [urls, legacyUrls] : [urls],
    integrity ? (hasLegacy ? [integrity, legacyIntegrity] : [integrity]) : [],
  ]
  const bundled = await build({
    stdin: {
      contents: `import { load } from './loader/src/loader.ts'; load(window, ${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es5',
    legalComments: 'none',
    define: {
      __LAZY__: JSON.stringify(Boolean(options.lazy)),
      __RENAMED__: JSON.stringify(name !== NAME),
      __LEGACY__: JSON.stringify(hasLegacy),
      __INTEGRITY__: JSON.stringify(Boolean(integrity)),
      __ES5_LIST__: JSON.stringify((options.es5List ?? []).join(' ')),
      __FALLBACK__: JSON.stringify(urls.length > 1 || legacyUrls.length > 1),
      __TIME_LIMIT__: JSON.stringify(options.timeLimitMs ?? TIME_LIMIT_MS),
    },
  })
  const minified = await minify(bundled.outputFiles[0].text, {
    ecma: 5,
    compress: { passes: 3, unsafe_arrows: false, negate_iife: true },
    mangle: true,
    format: { ascii_only: true },
  })
  return minified.code
}
