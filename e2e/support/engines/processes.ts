import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

const READY_WITHIN_MS = 15_000
const POLL_EVERY_MS = 20

export interface Process {
  /** Resolves to the first line of the output. */
  firstLine(): Promise<string>
  stop(): Promise<void>
}

/** Starts a program. Stopping it stops only this program and its child processes. */
export function startProcess(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Process {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true, // a separate process group, which ends as a whole
    env: { ...process.env, ...environment },
  })
  const exited = once(child, 'exit')
  // A test run that ends early must leave no process behind.
  const kill = () => {
    try {
      process.kill(-(child.pid as number))
    } catch {
      // The program has already ended.
    }
  }
  process.once('exit', kill)
  return {
    async firstLine() {
      const lines = createInterface(child.stdout as Readable)
      const [line] = (await once(lines, 'line', {
        signal: AbortSignal.timeout(READY_WITHIN_MS),
      })) as [string]
      return line.trim()
    },
    async stop() {
      process.removeListener('exit', kill)
      kill()
      await exited
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Polls until `isTrue` resolves to true. Throws after a time limit. */
export async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (!(await isTrue())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${READY_WITHIN_MS} ms: ${isTrue}`)
    }
    await delay(POLL_EVERY_MS)
  }
}

/** Resolves when a server answers at `url`. */
export function untilReachable(url: string): Promise<void> {
  return untilTrue(() =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  )
}
