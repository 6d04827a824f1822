import assert from 'node:assert/strict'
import test from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'

/** Globals of environments without a document, beside those of the language. The module must not ask for more. */
const ENVIRONMENTS: Record<string, (globals: Record<string, unknown>) => void> = {
  'a server': (globals) => Object.assign(globals, { performance }),
  'a worker with a shim': (globals) =>
    Object.assign(globals, {
      window: globals,
      self: globals,
      location: { href: 'https://a/' },
      performance,
    }),
  'React Native': (globals) =>
    Object.assign(globals, {
      window: globals,
      navigator: { product: 'ReactNative' },
      performance: { now: () => 1 },
    }),
  Deno: (globals) =>
    Object.assign(globals, { window: globals, performance, TextEncoder, URL, crypto, setTimeout }),
}

const code = build({
  stdin: {
    contents: `import { installGlobal } from './bundle/src/boot/installGlobal.ts'; api = installGlobal()`,
    resolveDir: '.',
  },
  bundle: true,
  write: false,
  format: 'iife',
  define: { __SDK_VERSION__: '"test"' },
}).then(({ outputFiles }) => outputFiles[0]?.text ?? '')

for (const [name, prepare] of Object.entries(ENVIRONMENTS)) {
  test(`on ${name}, the import succeeds and every call does nothing`, async () => {
    const globals: Record<string, unknown> = { console }
    prepare(globals)
    const called = runInContext(
      `var api
      ${await code}
      for (const [name, method] of Object.entries(api)) if (typeof method === 'function') {
        name === 'onReady' ? method(() => { ready = true }) : method({ applicationId: 'a', datakitOrigin: 'https://a/' }, 'x')
      }
      ready && api.getInitConfiguration() === undefined && api.getSessionId()`,
      createContext(globals),
    )
    assert.equal(called, null)
  })
}
