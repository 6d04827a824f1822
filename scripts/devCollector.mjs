import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Runs the built collector, and runs it anew when its code changed.
 *
 * @param {{ file: string, port: number }} options
 * @returns {{ restart: () => Promise<void>, stop: () => Promise<void> }}
 */
export function createDevCollector({ file, port }) {
  let child
  let last = Promise.resolve()

  async function stopChild() {
    if (child?.exitCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    }
  }

  async function startChild() {
    child = spawn(process.execPath, [file, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // `collector/bin/collector.cjs` does the same: the pool's size is read before the first module runs.
      env: { UV_THREADPOOL_SIZE: '16', ...process.env },
    })
    const ended = once(child, 'exit').then(() => [])
    const lines = createInterface(child.stdout)
    const [line] = await Promise.race([once(lines, 'line'), ended])
    if (!line) {
      process.stderr.write('The collector ended: see above. It starts again after the next save.\n')
    }
  }

  /** In turns: two collectors cannot hold one data directory. */
  const inTurn = (step) => {
    last = last.then(step)
    return last
  }
  return {
    restart: () => inTurn(() => stopChild().then(startChild)),
    stop: () => inTurn(stopChild),
  }
}
