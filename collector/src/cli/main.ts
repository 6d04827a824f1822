#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { CommanderError } from 'commander'
import { toAccessOptions } from '../access/accessFlags.ts'
import type { CommandOptions } from '../app/options.ts'
import { startCollector } from '../app/startCollector.ts'
import { StartProblem } from '../core/startProblem.ts'
import { createProgram } from './createProgram.ts'
import { stopOnSignals } from './stopOnSignals.ts'

const program = createProgram({
  environment: process.env,
  print: (lines) => process.stdout.write(`${lines.join('\n')}\n`),
  report: (text) => process.stderr.write(text),
  start,
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exit(error.exitCode) // commander has printed the problem, or the help
  }
  if (!(error instanceof StartProblem)) {
    throw error
  }
  process.stderr.write(`dataflux-rum collector: ${error.message}\n`)
  process.exit(1)
}

async function start(options: CommandOptions): Promise<void> {
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
