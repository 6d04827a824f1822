import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INTAKE_PATH, LOG_PATH } from '../../../protocol/limits.ts'
import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { Collector, CollectorOptions } from './startCollector.ts'
import { startCollector } from './startCollector.ts'

export interface TestCollector extends Collector {
  /** Sends a body as an SDK does. @returns the answer's status and body */
  send(body: string, query?: string): Promise<{ status: number; body: string }>
  /** Sends lines of logs as a log shipper does. */
  sendLogs(body: string, query?: string): Promise<{ status: number; body: string }>
  sessions(query?: string): Promise<SessionList>
  session(id: string, query?: string): Promise<SessionDetail>
}

export function makeDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'dataflux-rum-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function startTestCollector(
  data: string,
  options: Partial<CollectorOptions> = {},
): Promise<TestCollector> {
  const collector = await startCollector({
    host: '127.0.0.1',
    port: 0,
    data,
    clickhouseUrl: '',
    clickhouseCluster: '',
    spoolMb: 64,
    spoolHours: 1,
    retentionDays: 30,
    applications: '',
    trustedProxies: [],
    addressRate: 0,
    ip: 'truncated',
    geo: '',
    memoryMb: 0,
    alertTargets: 'public',
    access: OPEN_ACCESS,
    logLevel: 'silent',
    directories: { explorer: join(data, 'none'), sdk: join(data, 'none') },
    ...options,
  })
  async function get<Answer>(url: string): Promise<Answer> {
    const response = await collector.server.inject({ url })
    if (response.statusCode !== 200) {
      throw new Error(`${response.statusCode} ${response.body}`)
    }
    return response.json<Answer>()
  }
  async function post(url: string, body: string): Promise<{ status: number; body: string }> {
    const response = await collector.server.inject({
      method: 'POST',
      url,
      // No user agent: that of `inject` is a bot's.
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': '' },
      body,
    })
    return { status: response.statusCode, body: response.body }
  }
  return {
    ...collector,
    send: (body, query = 'precision=ms') => post(`${INTAKE_PATH}?${query}`, body),
    sendLogs: (body, query = 'precision=ms') => post(`${LOG_PATH}?${query}`, body),
    sessions: (query = '') => get(`/api/sessions?${query}`),
    session: (id, query = '') => get(`/api/sessions/${encodeURIComponent(id)}?${query}`),
  }
}
