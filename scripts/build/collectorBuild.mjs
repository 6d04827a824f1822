import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * Options of esbuild for the collector: one file beside which the explorer and the SDK are found.
 *
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
export function toCollectorOptions(outdir) {
  return {
    entryPoints: ['collector/src/cli/main.ts'],
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    define: { __COLLECTOR_VERSION__: JSON.stringify(version) },
  }
}
