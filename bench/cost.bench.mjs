import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'

/**
 * `npm run bench:cost [-- --rounds 3] [--beside file]`: measures main-thread time and heap of a page with our SDK, with
 * three peers, and without any SDK. `--beside` adds another build of our SDK and writes no file. Needs
 * `npm run build`. Writes `bench/results/cost.md`.
 */

const PEERS = 'bench/peers'
const { values: args } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, beside: { type: 'string' } },
})

if (!existsSync(`${PEERS}/node_modules`)) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: PEERS, stdio: 'inherit' })
  if (status !== 0) {
    process.exit(status)
  }
}
const { loadContenders, loadOurs } = await import('./delivery/contenders.mjs')
const { runRound } = await import('./cost/round.mjs')
const { STEPS } = await import('./cost/steps.mjs')

const contenders = [
  { name: 'without', code: 'window.emit = () => {}' },
  ...(await loadContenders()).filter(({ name }) => name !== 'RudderStack'),
  ...(args.beside ? [loadOurs('beside', args.beside)] : []),
]
const ours = contenders.findIndex(({ name }) => name === 'ours')
const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  // The last flag keeps Chromium from ignoring `pushState` after 200 calls in ten seconds.
  args: ['--no-sandbox', '--disable-background-networking', '--disable-ipc-flooding-protection'],
})
const version = browser.version()
const load = [loadavg()[0]]
const rounds = []
for (let round = 0; round < Number(args.rounds); round++) {
  rounds.push(await runRound(browser, contenders))
}
load.push(loadavg()[0])
await browser.close()

const lines = []
function print(line = '') {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}
function table(head, rows) {
  for (const cells of [head, head.map(() => '---'), ...rows]) {
    print(`| ${cells.join(' | ')} |`)
  }
  print()
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2
}
/** Median of each round's difference to the page without an SDK: a slow round is slow for both. */
const added = (index, read) =>
  median(rounds.map((results) => read(results[index]) - read(results[0])))

const names = contenders.map(({ name }) => name)
const sdks = contenders.map((_, index) => index).slice(1)
const counts = { start: 1 }
for (const { kind, count } of STEPS) {
  counts[kind] = (counts[kind] ?? 0) + count
}
const kinds = Object.keys(counts)
const label = (kind) => `${counts[kind].toLocaleString('en')} × ${kind}`

print(`# Cost, ${new Date().toISOString().slice(0, 10)}`)
print()
print(
  `Chromium ${version}, ${cpus().length} × ${cpus()[0].model}, load average ${load.map((value) => value.toFixed(1)).join(' before, ')} ` +
    `after; ${contenders
      .filter((contender) => contender.version)
      .map((contender) => `${contender.name} ${contender.version}`)
      .join(', ')}. Medians of ${rounds.length} rounds.`,
)
print()
print(
  'Each SDK has its own page, set up as its documentation says; the pages take turns at each step. An action has a context of six ' +
    'attributes; it is a message for Sentry and an event for Faro. Actions run at 2,500 a minute, so that no rate limit (3,000 for ours ' +
    'and Datadog) applies. Errors are uncaught; clicks are real input; a route change is `pushState` and a new text.',
)
print()
print('CPU time of the main thread in ms, including sending.')
print()
table(
  ['', ...names],
  kinds.map((kind) => [
    label(kind),
    ...contenders.map((_, index) =>
      Math.round(median(rounds.map((results) => results[index].cpu[kind]))),
    ),
  ]),
)
print('Added by the SDK, in µs per operation (start: ms). In brackets: our SDK as a share of it.')
print()
table(
  ['', ...sdks.map((index) => names[index])],
  kinds.map((kind) => {
    const each = (index) =>
      (added(index, ({ cpu }) => cpu[kind]) * (kind === 'start' ? 1 : 1000)) / counts[kind]
    return [
      kind,
      ...sdks.map((index) => {
        const share = index === ours ? '' : ` (${Math.round((100 * each(ours)) / each(index))} %)`
        return Math.round(each(index)) + share
      }),
    ]
  }),
)
print(
  'JavaScript heap after garbage collection, in kB more than without an SDK, in order of measurement.',
)
print()
table(
  ['after', ...sdks.map((index) => names[index])],
  ['start', 'uncaught error', 'fetch', 'click', 'addAction', 'route change'].map((kind) => [
    kind,
    ...sdks.map((index) => Math.round(added(index, ({ heap }) => heap[kind]) / 1000)),
  ]),
)
print('Events that the intake had received at the end; the lowest count of all rounds.')
print()
const fewest = (index, read) => Math.min(...rounds.map((results) => read(results[index].arrived)))
table(
  ['', ...sdks.map((index) => names[index])],
  [
    ['actions', ...sdks.map((index) => fewest(index, ({ actions }) => actions))],
    ['errors', ...sdks.map((index) => fewest(index, ({ errors }) => errors))],
    [
      'kB of bodies',
      ...sdks.map((index) => Math.round(fewest(index, ({ bytes }) => bytes) / 1000)),
    ],
  ],
)
if (!args.beside) {
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/cost.md', `${lines.join('\n').trimEnd()}\n`)
}
