import { resolve } from 'node:path'
import { build } from 'vite'
import { toExplorerConfig } from './explorerConfig.mjs'
import { withoutAbout } from './withoutAbout.mjs'

/**
 * Builds the explorer into a folder. Its assets have hashed names, so that browsers may keep them for ever.
 *
 * @param {string} out
 * @returns {Promise<string[]>} the files of the first load
 */
export async function buildExplorer(out) {
  const { output } = await build(
    await toExplorerConfig({
      plugins: [withoutAbout()],
      build: {
        outDir: resolve(out),
        emptyOutDir: true,
        target: 'es2022',
        minify: 'terser', // 4 % smaller than by esbuild
        terserOptions: { ecma: 2020, module: true },
        sourcemap: true,
        assetsInlineLimit: 0, // the page's policy lets no `data:` in but images
        modulePreload: { polyfill: false }, // an inline script, which the policy forbids
        rollupOptions: {
          output: { hashCharacters: 'base36' },
          // Ariakit marks its files for React's server components, which mean nothing here.
          onwarn: (warning, warn) =>
            warning.message.includes('"use client"') || warning.code === 'SOURCEMAP_ERROR'
              ? undefined
              : warn(warning),
        },
      },
    }),
  )
  return output
    .map(({ fileName }) => fileName)
    .filter((name) => !name.endsWith('.map'))
    .map((name) => `${out}/${name}`)
}
