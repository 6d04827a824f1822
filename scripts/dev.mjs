import { mkdirSync } from 'node:fs'
import { ensureInstalled } from './prepare.mjs'

/**
 * `npm run dev`: the SDK unminified, the collector, the explorer and the demo shop. A save rebuilds the SDK (reload the shop),
 * restarts the collector or replaces the component in the explorer. Ctrl-C stops all.
 */

const OUT = 'collector/.dev' // inside the workspace, so that the collector finds its packages
const PORTS = { collector: 9530, explorer: 5173, shop: 8080 }

const say = (line) => process.stdout.write(`${line}\n`)

ensureInstalled()
const startedAt = performance.now()
const [{ context }, { createServer }, { toSdkOptions }, { toCollectorOptions }, explorer, tools] =
  await Promise.all([
    import('esbuild'),
    import('vite'),
    import('./build/sdkFile.mjs'),
    import('./build/collectorBuild.mjs'),
    import('./build/explorerConfig.mjs'),
    Promise.all([
      import('../demo/serve.mjs'),
      import('./devCollector.mjs'),
      import('./freePort.mjs'),
    ]),
  ])
const [{ startShop }, { createDevCollector }, { freePort }] = tools

mkdirSync(`${OUT}/sdk`, { recursive: true })
const port = await freePort(PORTS.collector)
const collectorUrl = `http://127.0.0.1:${port}`
const collector = createDevCollector({ file: `${OUT}/main.js`, port })

/** Calls back after each build without an error; esbuild prints the errors of the others. */
function onBuilt(callback) {
  return {
    name: 'on-built',
    setup: ({ onEnd }) => onEnd(({ errors }) => (errors.length === 0 ? callback() : undefined)),
  }
}

let isReady = false
function sayOnceReady(line) {
  if (isReady) {
    say(`${new Date().toLocaleTimeString()}  ${line}`)
  }
}

const sdkFiles = [
  ['umd', 'dataflux-rum.js'],
  ['umd', 'dataflux-rum.legacy.js'], // the name that the snippet asks for in old browsers; no ES5 here
  ['esm', 'dataflux-rum.mjs'],
]
let started = () => {}
const firstStart = new Promise((resolve) => (started = resolve))
const watched = await Promise.all([
  ...sdkFiles.map(([format, file]) =>
    context({
      ...toSdkOptions(format),
      outfile: `${OUT}/sdk/${file}`,
      sourcemap: true,
      logLevel: 'warning',
      plugins:
        file === 'dataflux-rum.js'
          ? [onBuilt(() => sayOnceReady('SDK rebuilt: reload the page'))]
          : [],
    }),
  ),
  context({
    ...toCollectorOptions(OUT),
    logLevel: 'warning',
    plugins: [
      onBuilt(async () => {
        await collector.restart()
        started()
        sayOnceReady('collector restarted')
      }),
    ],
  }),
])
const [vite, shop] = await Promise.all([
  toVite(),
  freePort(PORTS.shop).then((free) => startShop({ port: free, collectorUrl })),
  ...watched.map((each) => each.watch()),
  firstStart,
])
isReady = true
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
say(`
  Demo shop          ${shop.url}
  Session Explorer   ${vite.resolvedUrls.local[0]}?demo=${new URL(shop.url).port}
  Collector          ${collectorUrl}

  Ready in ${seconds} s. Save a file: the explorer changes in place, the collector restarts, and the shop has the
  new SDK at its next load. Ctrl-C stops all.
`)

async function toVite() {
  const proxy = Object.fromEntries(
    ['^/api/(?!.*[.]ts)', '/sdk', '/v1'].map((path) => [path, collectorUrl]),
  )
  const server = await createServer(
    await explorer.toExplorerConfig({
      server: { host: '127.0.0.1', port: PORTS.explorer, proxy },
      cacheDir: `${process.cwd()}/${OUT}/vite`,
      plugins: [explorer.hotReplacement()],
    }),
  )
  return server.listen()
}

let isStopping = false
async function stop() {
  if (!isStopping) {
    isStopping = true
    const stopped = [collector.stop(), vite.close(), shop.stop()]
    await Promise.allSettled([...stopped, ...watched.map((each) => each.dispose())])
    process.exit(0)
  }
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.on('uncaughtException', (error) => {
  // Ctrl-C reaches esbuild's own process as well, and a build that is under way then ends with an error.
  if (!isStopping) {
    process.stderr.write(`${error.stack}\n`)
    void stop()
  }
})
