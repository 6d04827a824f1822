import { resolve } from 'node:path'
import prefresh from '@prefresh/vite'
import { toTag } from '../snippetTag.mjs'

/**
 * Vite's configuration for the explorer, the same for the build and for `npm run dev`.
 *
 * @param {import('vite').InlineConfig} more - settings of one of the two
 * @returns {Promise<import('vite').InlineConfig>}
 */
export async function toExplorerConfig(more) {
  const tag = await toTag({ url: 'COLLECTOR_ORIGIN/sdk/dataflux-rum.js' })
  return {
    configFile: false,
    root: resolve('explorer/src'),
    publicDir: false,
    logLevel: 'warn',
    define: { __LOADER_TAG__: JSON.stringify(tag) },
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    // Ariakit is written for React; Preact's layer answers for it (docs/decisions/0090).
    resolve: {
      alias: {
        'react/jsx-runtime': 'preact/jsx-runtime',
        'react-dom': 'preact/compat',
        react: resolve('explorer/src/reactLayer.js'),
        // A copy of what Preact has itself, for old versions of React.
        'use-sync-external-store/shim/index.js': 'preact/compat',
        'use-sync-external-store/shim': 'preact/compat',
      },
    },
    ...more,
  }
}

/** Replaces components in the page as their files are saved, and keeps their state. */
export const hotReplacement = () => prefresh()
