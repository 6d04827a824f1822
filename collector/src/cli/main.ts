#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { toAccessOptions } from '../access/accessFlags.ts'
import { readOptions } from '../app/options.ts'
import { startCollector } from '../app/startCollector.ts'
import { StartProblem } from '../core/startProblem.ts'
import { COMMANDS } from './commands.ts'
import { HELP } from './help.ts'
import { stopOnSignals } from './stopOnSignals.ts'

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
  stopOnSignals(collector.stop, {
    on: (signal, handle) => process.on(signal, handle),
    exit: (code) => process.exit(code),
    now: () => performance.now(),
    report: (message) => process.stderr.write(`dataflux-rum collector: ${message}\n`),
  })
  // The one line on stdout. Whoever starts the collector waits for it, so its form is a contract.
  process.stdout.write(`dataflux-rum collector listening on ${collector.url}\n`)
}

/** The build puts the explorer and the SDK beside the bundled file. */
function besideThisFile(name: string): string {
  return fileURLToPath(new URL(`./${name}/`, import.meta.url))
}
