import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Starts the built collector on a data directory.
 *
 * @param build - a folder with another build, which holds `collector/`
 * @returns its address, and how to stop it
 */
export async function startCollector(data, more = [], build = '.') {
  const args = [
    join(build, 'collector/bin/collector.cjs'),
    '--port',
    '0',
    '--data',
    data,
    '--address-rate',
    '0',
    ...more,
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  const url = line.split(' ').pop()
  return {
    url,
    pid: child.pid,
    async ask(path, parameters = {}) {
      const response = await fetch(`${url}${path}?${new URLSearchParams(parameters)}`)
      const text = await response.text()
      if (!response.ok) {
        throw new Error(`${path} ${JSON.stringify(parameters)}: ${response.status} ${text}`)
      }
      return JSON.parse(text)
    },
    async stop() {
      if ((child.exitCode ?? child.signalCode) !== null) {
        return
      }
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Writes the made-up week of `npm run demo:data`. */
export async function sendWeek(url, { sessions, end }) {
  const child = spawn(
    process.execPath,
    [
      ...['scripts/demoData.mjs', '--url', url, '--sessions', String(sessions)],
      ...['--end', new Date(end).toISOString()],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0) {
    throw new Error('The week was not written: see above.')
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
