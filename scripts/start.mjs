import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from './freePort.mjs'
import { ensureInstalled, runCommand } from './prepare.mjs'

/**
 * `npm start`: installs if needed, builds, starts the collector (with its explorer) and the demo shop, and says
 * where they are. Ctrl-C stops both.
 */

const COLLECTOR_PORT = 9530
const SHOP_PORT = 8080

/** Starts the collector. @returns its process, once it listens, and its URL */
async function startCollector() {
  const port = String(await freePort(COLLECTOR_PORT))
  const collector = spawn(process.execPath, ['collector/bin/collector.cjs', '--port', port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(collector, 'exit').then(() => undefined)
  const [line] =
    (await Promise.race([once(createInterface(collector.stdout), 'line'), ended])) ?? []
  if (!line) {
    throw new Error('The collector did not start: see above.')
  }
  return { collector, collectorUrl: line.split(' ').pop() }
}

ensureInstalled()
if (!runCommand(process.execPath, ['build.mjs'])) {
  process.exit(1)
}
const { collector, collectorUrl } = await startCollector()
const { startShop } = await import('../demo/serve.mjs')
const shop = await startShop({ port: await freePort(SHOP_PORT), collectorUrl })
process.stdout.write(`
  Demo shop          ${shop.url}
  Session Explorer   ${collectorUrl}/?demo=${new URL(shop.url).port}

  Click around in the shop: the session is in the explorer within seconds. Ctrl-C stops both.
`)

async function stop() {
  await shop.stop()
  collector.kill('SIGTERM')
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
collector.once('exit', (code) => process.exit(code ?? 1))
