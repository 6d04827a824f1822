import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SessionDetail, SessionSummary } from '../../protocol/query.ts'

/** The built collector with its own data directory. */
export interface Collector {
  readonly url: string
  /** Returns the sessions of the last day that have an event of this application. */
  sessions(appId: string): Promise<SessionSummary[]>
  session(appId: string, sessionId: string): Promise<SessionDetail>
  stop(): Promise<void>
}

export async function startCollector(args: readonly string[] = []): Promise<Collector> {
  const data = await mkdtemp(join(tmpdir(), 'dataflux-rum-e2e-'))
  const child = spawn(
    process.execPath,
    ['collector/bin/collector.cjs', '--port', '0', '--data', data, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = line.split(' ').pop() as string

  async function query<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${url}${path}`)
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    }
    return (await response.json()) as Answer
  }

  return {
    url,
    async sessions(appId) {
      const path = `/api/sessions?limit=100&app_id=${encodeURIComponent(appId)}`
      return (await query<{ sessions: SessionSummary[] }>(path)).sessions
    },
    session(appId, sessionId) {
      const id = encodeURIComponent(sessionId)
      return query(`/api/sessions/${id}?limit=500&app_id=${encodeURIComponent(appId)}`)
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      await rm(data, { recursive: true, force: true })
    },
  }
}
