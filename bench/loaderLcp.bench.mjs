import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { chromium } from 'playwright'

/**
 * `node bench/loaderLcp.bench.mjs [rounds] [CPU slowdown]`: measures the largest contentful paint of a page without the loader, with
 * the loader and a live CDN, and with the loader and a dead CDN. Needs `npm run build`.
 */

const ROUNDS = Number(process.argv[2] ?? 20)
const SLOWDOWN = Number(process.argv[3] ?? 4)
const LCP = `new Promise((resolve) => new PerformanceObserver((list) =>
  resolve(list.getEntries().pop().startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))`

const loader = readFileSync('dist/loader.min.js', 'utf8')
const withLoader = (url) => `<script>${loader.replace('DATAFLUX_RUM_URL', url)}</script>
  <script>DATAFLUX_RUM.init({ applicationId: 'bench', datakitOrigin: '/' }); DATAFLUX_RUM.addAction('early')</script>`
const TEXT = '<p style="font-size:3em">Text of the largest paint.</p>'.repeat(8)

/** Pages by name. Port 9 is «discard»: nothing listens there, so the connection is refused. */
const PAGES = {
  without: '',
  live: withLoader('/dist/dataflux-rum.js'),
  dead: withLoader('http://127.0.0.1:9/dataflux-rum.js'),
}

const server = createServer((request, response) => {
  const name = request.url.slice(1)
  if (name in PAGES) {
    const page = `<!doctype html><link rel="icon" href="data:,">${PAGES[name]}${TEXT}`
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  } else if (name === 'dist/dataflux-rum.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(name))
  } else {
    response.writeHead(404).end()
  }
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const origin = `http://127.0.0.1:${server.address().port}`
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox'],
})

async function measure(name) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.goto(`${origin}/${name}`)
  const lcp = await page.evaluate(LCP)
  await context.close()
  return lcp
}

const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]
const results = { without: [], live: [], dead: [] }
await measure('without') // the first page also warms the browser up
for (let round = 0; round < ROUNDS; round++) {
  // Variants alternate, so that a slow minute of the machine falls on all.
  for (const name of Object.keys(results)) {
    results[name].push(await measure(name))
  }
}
process.stdout.write(
  `LCP in ms, CPU slowed ${SLOWDOWN}x, ${ROUNDS} rounds: quartiles; median difference to «without»\n`,
)
for (const [name, values] of Object.entries(results)) {
  const quartiles = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(0)).join(' / ')
  const difference = quantile(
    values.map((value, round) => value - results.without[round]),
    0.5,
  )
  process.stdout.write(`${name.padEnd(10)}${quartiles.padEnd(22)}${difference.toFixed(1)}\n`)
}
await browser.close()
server.close()
