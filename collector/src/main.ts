#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { toAccessOptions } from './access/accessFlags.ts'
import { COMMANDS } from './commands.ts'
import { HELP, readOptions } from './options.ts'
import type { Collector } from './startCollector.ts'
import { startCollector } from './startCollector.ts'
import { StartProblem } from './startProblem.ts'

try {
  await run()
} catch (error) {
  if (!(error instanceof StartProblem)) {
    throw error
  }
  process.stderr.write(`dataflux-rum collector: ${error.message}\n`)
  process.exit(1)
}

async function run(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command !== undefined) {
    process.stdout.write(`${await command(args, process.env)}\n`)
    return
  }
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') {
    process.stdout.write(`${HELP}\n`)
    return
  }
  const collector = await startCollector({
    ...options,
    access: toAccessOptions(options),
    directories: { explorer: besideThisFile('explorer'), sdk: besideThisFile('sdk') },
  })
  stopOnSignals(collector)
  // The one line on stdout. Whoever starts the collector waits for it, so its form is a contract.
  process.stdout.write(`dataflux-rum collector listening on ${collector.url}\n`)
}

/** Ctrl-C reaches every process of a terminal, and `npm start` passes it on: within this, it is one wish. */
const SAME_SIGNAL_MS = 1000

function stopOnSignals(collector: Collector): void {
  let askedAt: number | undefined
  async function handleSignal(): Promise<void> {
    if (askedAt === undefined) {
      askedAt = performance.now()
      await collector.stop()
      process.exit(0)
    } else if (performance.now() - askedAt > SAME_SIGNAL_MS) {
      process.exit(1) // asked twice: somebody does not want to wait
    }
  }
  process.on('SIGTERM', handleSignal)
  process.on('SIGINT', handleSignal)
}

/** The build puts the explorer and the SDK beside the bundled file. */
function besideThisFile(name: string): string {
  return fileURLToPath(new URL(`./${name}/`, import.meta.url))
}
