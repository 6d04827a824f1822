import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from 'playwright'

/**
 * `npm run bench:delivery [-- words of a situation]`: measures the share of events that arrives, for our SDK and four
 * peers in the same run; then the bytes of a visit, and an hour of outage. Needs `npm run build`. Writes `bench/results/`.
 */

const PEERS = 'bench/peers'
const WAIT_MS = 30_000
const only = process.argv.slice(2).join(' ')

if (!existsSync(`${PEERS}/node_modules`)) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: PEERS, stdio: 'inherit' })
  if (status !== 0) {
    process.exit(status)
  }
}
const { loadContenders } = await import('./delivery/contenders.mjs')
const { startReceiver } = await import('./delivery/receiver.mjs')
const { startSite } = await import('./delivery/site.mjs')
const { SITUATIONS } = await import('./delivery/situations.mjs')
const { visit } = await import('./delivery/visit.mjs')
const { outageHour } = await import('./delivery/outageHour.mjs')

const contenders = await loadContenders()
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking'],
})

/** Runs `use` with a fresh profile, site and receiver. */
async function withParts(contender, use) {
  const receiver = await startReceiver()
  const site = await startSite(contender.code, receiver.url)
  const context = await browser.newContext()
  try {
    return await use({ context, site, receiver, page: await context.newPage() })
  } finally {
    await context.close()
    await site.stop()
    await receiver.stop()
  }
}

async function share(contender, situation) {
  return withParts(contender, async (parts) => {
    const expected = await situation(parts)
    const deadline = Date.now() + WAIT_MS
    while (parts.receiver.arrived.size < expected && Date.now() < deadline) {
      await delay(100)
    }
    return Math.floor((100 * parts.receiver.arrived.size) / expected)
  }).catch((error) => `failed: ${error.message.split('\n')[0]}`)
}

const lines = []
function print(line = '') {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}
const row = (cells) => print(`| ${cells.join(' | ')} |`)

print(`# Delivery, ${new Date().toISOString().slice(0, 10)}`)
print()
print(
  `Chromium ${browser.version()}, ${cpus().length} × ${cpus()[0].model}; ` +
    `${contenders.map(({ name, version }) => `${name} ${version}`).join(', ')}.`,
)
print()
print('Percent of distinct events that arrived. Only events whose call had returned count.')
print()
row(['situation', ...contenders.map(({ name }) => name)])
row(['---', ...contenders.map(() => '---')])
for (const [name, situation] of Object.entries(SITUATIONS)) {
  if (name.includes(only)) {
    row([name, ...(await Promise.all(contenders.map((contender) => share(contender, situation))))])
  }
}
if (!only) {
  print()
  print('Body bytes of a visit: 3 routes, 20 requests, 10 clicks, 5 errors.')
  print()
  row(['', ...contenders.map(({ name }) => name)])
  row(['---', ...contenders.map(() => '---')])
  const visits = await Promise.all(
    contenders.map((contender) =>
      withParts(contender, async ({ page, site, receiver }) => {
        const events = await visit(page, site)
        return { bytes: receiver.bytes(), events, requests: receiver.requests() }
      }),
    ),
  )
  row(['bytes', ...visits.map(({ bytes }) => bytes)])
  row(['bytes per event', ...visits.map(({ bytes, events }) => Math.round(bytes / events))])
  row(['requests', ...visits.map(({ requests }) => requests)])

  print()
  print('Our SDK in an hour of outage (fake time), with an event every ten seconds.')
  print()
  const hour = await withParts(contenders.at(-1), ({ context, site, receiver }) =>
    outageHour(context, site, receiver),
  )
  row(Object.keys(hour[0]))
  row(Object.keys(hour[0]).map(() => '---'))
  for (const measured of hour) {
    row(Object.values(measured))
  }
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/delivery.md', `${lines.join('\n')}\n`)
}
await browser.close()
