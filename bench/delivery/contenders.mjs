import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const PEERS = fileURLToPath(new URL('../peers/', import.meta.url))

/**
 * SDKs, set up as their documentation says: `setup` runs in the page with `INTAKE` as its endpoint, and defines
 * `emit(name, context)`, which reports one custom event in the SDK's usual way.
 */
const CONTENDERS = [
  {
    name: 'Datadog slim',
    module: '@datadog/browser-rum-slim',
    setup: `
      import { datadogRum } from '@datadog/browser-rum-slim'
      datadogRum.init({ applicationId: 'bench', clientToken: 'token', site: 'datadoghq.com', service: 'bench',
        sessionSampleRate: 100, trackUserInteractions: true, trackResources: true, trackLongTasks: true,
        proxy: ({ path, parameters }) => INTAKE + path + '?' + parameters })
      window.emit = (name, context) => datadogRum.addAction(name, context)`,
  },
  {
    name: 'Sentry',
    module: '@sentry/browser',
    setup: `
      import * as Sentry from '@sentry/browser'
      const { protocol, host } = new URL(INTAKE)
      Sentry.init({ dsn: protocol + '//key@' + host + '/1', integrations: [Sentry.browserTracingIntegration()],
        tracesSampleRate: 1 })
      window.emit = (name, extra) => Sentry.captureMessage(name, { extra })`,
  },
  {
    name: 'Faro',
    module: '@grafana/faro-web-sdk',
    setup: `
      import { getWebInstrumentations, initializeFaro } from '@grafana/faro-web-sdk'
      const faro = initializeFaro({ url: INTAKE + '/collect', app: { name: 'bench', version: '1' },
        instrumentations: getWebInstrumentations() })
      window.emit = (name, attributes) => faro.api.pushEvent(name, attributes)`,
  },
  {
    name: 'RudderStack',
    module: '@rudderstack/analytics-js',
    setup: `
      import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
      const analytics = new RudderAnalytics()
      const source = { id: 's', name: 'bench', writeKey: 'key', enabled: true, workspaceId: 'w', config: {
        statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } }, destinations: [] }
      analytics.load('key', INTAKE, { getSourceConfig: () => ({ source }), configUrl: INTAKE })
      analytics.page()
      window.emit = (name, properties) => analytics.track(name, properties)`,
  },
]

async function bundle(setup) {
  const { outputFiles } = await build({
    stdin: { contents: `const INTAKE = window.INTAKE;${setup}`, resolveDir: PEERS },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0].text
}

/** Loads our SDK, from this build or another. */
export function loadOurs(name = 'ours', file = 'dist/dataflux-rum.js') {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  return {
    name,
    version,
    code: `${readFileSync(file, 'utf8')};
      DATAFLUX_RUM.init({ applicationId: 'bench', datakitOrigin: window.INTAKE, trackUserInteractions: true });
      window.emit = (name, context) => DATAFLUX_RUM.addAction(name, context)`,
  }
}

/** @returns {Promise<{ name: string, version: string, code: string }[]>} */
export async function loadContenders() {
  const peers = CONTENDERS.map(async ({ name, module, setup }) => {
    const { version } = JSON.parse(
      readFileSync(`${PEERS}node_modules/${module}/package.json`, 'utf8'),
    )
    return { name, version, code: await bundle(setup) }
  })
  return [...(await Promise.all(peers)), loadOurs()]
}
