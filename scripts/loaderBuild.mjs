import { build } from 'esbuild'
import { minify } from 'terser'

/**
 * The loader as the text of an inline script.
 *
 * @param {{ name?: string, urls: string[], integrity?: string }} options
 * @returns {Promise<string>}
 */
export async function buildLoader({ name = 'DATAFLUX_RUM', urls, integrity = '' }) {
  const args = ['window', ...[name, urls, integrity].map((arg) => JSON.stringify(arg))]
  const bundled = await build({
    stdin: {
      contents: `import { load } from './loader/src/loader.ts'; load(${args.join(', ')})`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es5',
    legalComments: 'none',
  })
  const minified = await minify(bundled.outputFiles[0].text, {
    ecma: 5,
    compress: { passes: 3, unsafe_arrows: false, negate_iife: true },
    mangle: true,
    format: { ascii_only: true },
  })
  return minified.code
}
