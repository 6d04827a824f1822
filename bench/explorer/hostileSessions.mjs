import { build } from 'esbuild'

/** Compiles the makers of hostile and of large sessions, which are the tests' as well. */
export async function loadHostileSessions() {
  const { outputFiles } = await build({
    stdin: {
      contents: ['sendHostileWeek', 'mixedSession', 'largeSessions', 'hostileWeek', 'textSessions']
        .map((name) => `export * from './demo/hostile/${name}.ts'`)
        .join('\n'),
      resolveDir: '.',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}
