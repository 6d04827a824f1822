import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ServerSettings } from './clickHouseServer.testkit.ts'
import { serveClickHouse } from './clickHouseServer.testkit.ts'

const MARK = 'DATAFLUX_RUM_TEST_SERVER'
const given = process.env[MARK]

/** True in a process that `startClickHouse` made: it serves ClickHouse instead of running the tests. */
export const isClickHouse: boolean = given !== undefined

export async function runClickHouse(): Promise<void> {
  await serveClickHouse(JSON.parse(given ?? '{}'))
}

/** A server in a process of its own, to be killed. */
export interface ClickHouseProcess {
  /** With the user and the password. */
  url: string
  port: number
  end(signal: NodeJS.Signals): Promise<void>
}

export async function startClickHouse(
  file: string,
  settings: Partial<ServerSettings> & { directory: string },
): Promise<ClickHouseProcess> {
  const { user, password, ...rest } = { user: 'rum', password: 'p@ss:word', ...settings }
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const child = spawn(process.execPath, [file], {
    env: {
      ...environment,
      UV_THREADPOOL_SIZE: '16',
      [MARK]: JSON.stringify({ port: 0, version: '', ...rest, user, password }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = new URL(line.replace('listening on ', ''))
  url.username = user
  url.password = encodeURIComponent(password)
  return {
    url: url.href,
    port: Number(url.port),
    async end(signal) {
      const ended = once(child, 'close')
      child.kill(signal)
      await ended
    },
  }
}
