import { build } from 'esbuild'

/**
 * Compiles modules of the repository and imports them.
 *
 * @param {...string} paths - from the repository's root
 * @returns {Promise<object>} the exports of all of them
 */
export async function importTypeScript(...paths) {
  const contents = paths.map((path) => `export * from './${path}'`).join('\n')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}
