import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A collector in a process of its own, to be killed. */
export interface CollectorProcess {
  url: string
  kill(signal: NodeJS.Signals): void
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; stderr: string }>
}

const MARK = 'DATAFLUX_RUM_TEST_CHILD'

/** True in a process that `startProcess` made: it runs `main.ts` instead of the tests. */
export const isChild: boolean = process.env[MARK] === 'yes'

/** Runs the command from a test's own bundle, with the same code and no build before it. */
export function spawnCommand(file: string, args: readonly string[]): ChildProcess {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  return spawn(process.execPath, [file, ...args], {
    env: { ...environment, [MARK]: 'yes' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Resolves when the collector says that it listens, with `url` empty when it ends before. */
export async function startProcess(
  file: string,
  args: readonly string[],
): Promise<CollectorProcess> {
  const child = spawnCommand(file, args)
  let stderr = ''
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))
  const lines = child.stdout ? once(createInterface(child.stdout), 'line') : ended
  const [line] = await Promise.race([lines as Promise<string[]>, ended.then(() => [''])])
  return {
    url: /^dataflux-rum collector listening on (http:\S+)$/.exec(line ?? '')?.[1] ?? '',
    kill: (signal) => child.kill(signal),
    ended,
  }
}
