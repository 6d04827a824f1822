import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import type { AlertDetail, CreatedAlert } from '../../../protocol/alerts.ts'
import { INTAKE_PATH } from '../../../protocol/limits.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import type { CollectorProcess } from '../cli/process.testkit.ts'
import { isChild, startProcess } from '../cli/process.testkit.ts'

const FILE = fileURLToPath(import.meta.url)

interface Delivery {
  id: string
  type: string
  response: ServerResponse
}

/** A webhook that answers when the test does. */
async function startWebhook(): Promise<{ url: string; next(): Promise<Delivery>; close(): void }> {
  const arrived: Delivery[] = []
  const waiting: ((delivery: Delivery) => void)[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = ''
    for await (const chunk of request) {
      body += chunk
    }
    const delivery = {
      id: String(request.headers['webhook-id']),
      type: JSON.parse(body).type,
      response,
    }
    const take = waiting.shift()
    take === undefined ? arrived.push(delivery) : take(delivery)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async next() {
      return arrived.shift() ?? new Promise((resolve) => waiting.push(resolve))
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function start(data: string): Promise<CollectorProcess> {
  return startProcess(FILE, ['--data', data, '--port', '0', '--alert-targets', 'any'])
}

async function ask<Answer>(url: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${url}${path}`, init)
  const text = await response.text()
  assert.ok(response.ok, `${path} ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

function post(url: string, path: string, body: object): Promise<CreatedAlert> {
  const headers = { 'content-type': 'application/json', origin: url }
  return ask(url, path, { method: 'POST', headers, body: JSON.stringify(body) })
}

if (isChild) {
  await import('../cli/main.ts')
} else {
  test('a change whose message a kill cut off is delivered by the next start, under the same id', async () => {
    const directory = makeDirectory()
    const webhook = await startWebhook()
    const first = await start(directory.path)
    const time = Date.now() - 3 * 60_000
    await ask(first.url, `${INTAKE_PATH}?precision=ms`, {
      method: 'POST',
      body: `error,app_id=shop,session_id=s error_message="x",event_id="e" ${time}`,
    })
    const rule = {
      name: 'errors',
      app_id: 'shop',
      measure: 'events',
      event_type: 'error',
      condition: 'above',
      threshold: 0,
      window_minutes: 15,
      webhook: webhook.url,
    }
    const { alert } = await post(first.url, '/api/alerts', rule)
    assert.deepEqual([alert.state, alert.value], ['firing', 1])
    const cutOff = await webhook.next()
    assert.deepEqual([cutOff.id, cutOff.type], [`${alert.id}.1`, 'alert.firing'])
    first.kill('SIGKILL')
    await first.ended

    const second = await start(directory.path)
    const again = await webhook.next()
    assert.equal(again.id, cutOff.id)
    again.response.writeHead(204).end()
    let detail: AlertDetail
    do {
      detail = await ask<AlertDetail>(second.url, `/api/alerts/${alert.id}`)
    } while (detail.changes[0]?.delivery.state === 'waiting')
    assert.deepEqual(
      detail.changes.map(({ id, from, to, delivery }) => [id, from, to, delivery.state]),
      [[cutOff.id, 'new', 'firing', 'delivered']],
    )

    const headers = { origin: second.url }
    await ask(second.url, `/api/alerts/${alert.id}`, { method: 'DELETE', headers })
    const ended = await webhook.next()
    assert.deepEqual([ended.id, ended.type], [`${alert.id}.2`, 'alert.resolved'])
    ended.response.writeHead(200).end()
    second.kill('SIGTERM')
    assert.equal((await second.ended).code, 0)
    webhook.close()
    directory.remove()
  })
}
