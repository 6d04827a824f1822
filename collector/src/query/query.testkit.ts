import assert from 'node:assert/strict'
import type { ErrorAnswer } from '../../../protocol/query.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

export interface QueryTest {
  collector(): TestCollector
  /** Sends lines; each gets an event id of its own. */
  store(...lines: string[]): Promise<void>
  storeLogs(...lines: string[]): Promise<void>
  get<Answer>(url: string, parameters?: Record<string, string | number>): Promise<Answer>
  refuse(url: string, parameters?: Record<string, string | number>): Promise<ErrorAnswer>
  start(): Promise<void>
  stop(): Promise<void>
}

/** A collector for the tests of one file. */
export function createQueryTest(): QueryTest {
  const directory = makeDirectory()
  let running: TestCollector | undefined
  let events = 0

  function collector(): TestCollector {
    assert.ok(running)
    return running
  }
  function ask(url: string, parameters: Record<string, string | number> = {}) {
    const query = new URLSearchParams(
      Object.entries(parameters).map(([name, value]) => [name, String(value)]),
    )
    return collector().server.inject({ url: `${url}?${query}` })
  }
  return {
    collector,
    async start() {
      running = await startTestCollector(directory.path, { logLevel: 'error' })
    },
    async stop() {
      await collector().stop()
      directory.remove()
    },
    async store(...lines) {
      const body = lines.map((line) =>
        line.includes('event_id=')
          ? line
          : line.replace(/ (\d+)$/, `,event_id="made-${events++}" $1`),
      )
      const { status, body: answer } = await collector().send(body.join('\n'))
      assert.equal(status, 200, answer)
    },
    async storeLogs(...lines) {
      const { status, body: answer } = await collector().sendLogs(lines.join('\n'))
      assert.equal(status, 200, answer)
    },
    async get(url, parameters) {
      const response = await ask(url, parameters)
      assert.equal(response.statusCode, 200, response.body)
      return response.json()
    },
    async refuse(url, parameters) {
      const response = await ask(url, parameters)
      assert.equal(response.statusCode, 400, response.body)
      return response.json()
    },
  }
}
