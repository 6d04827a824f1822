import assert from 'node:assert/strict'
import test from 'node:test'
import { OTLP_LOG_PATH } from '../../../protocol/limits.ts'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector

interface Operation {
  summary?: string
  requestBody?: unknown
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function readDocument(): Promise<Document> {
  const response = await collector.server.inject({ url: '/docs/json' })
  assert.equal(response.statusCode, 200, response.body)
  return response.json()
}

test('OpenAPI 3.1 describes every route of the collector, its answers and its problems', async () => {
  const { openapi, paths } = await readDocument()
  assert.match(openapi, /^3\.1\./)
  const served = collector.server.routeAccess
    .filter(({ method, url }) => !['HEAD', 'OPTIONS'].includes(method) && isOfApi(url))
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
  const operations = Object.entries(paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${url}`,
      operation,
    })),
  )
  assert.deepEqual(operations.map(({ name }) => name).sort(), served.sort())
  for (const { name, operation } of operations) {
    assert.ok(operation.summary, name)
    const { '4XX': problem, ...answers } = operation.responses
    const { properties } = (problem?.content?.['application/json']?.schema ?? {}) as {
      properties: object
    }
    // An OpenTelemetry exporter reads failures in a form of its own.
    const code = name === `POST ${OTLP_LOG_PATH}` ? 'code' : 'error_code'
    assert.deepEqual(Object.keys(properties), [code, 'message'], name)
    assert.ok(
      Object.keys(answers).some((status) => /^[23]/.test(status)),
      name,
    )
  }
})

/** The page of the API and the files of the explorer and the SDK are none of it. */
function isOfApi(url: string): boolean {
  return /^\/(api|v1|healthz|readyz|metrics)\b/.test(url)
}

test('an event is described by type, with the sentences of the dictionary', async () => {
  const { paths } = await readDocument()
  const answer = paths['/api/events']?.['get']?.responses['200']?.content?.['application/json']
  const { properties } = (answer?.schema ?? {}) as {
    properties: { events: { items: { oneOf: { properties: Record<string, object> }[] } } }
  }
  const resource = properties.events.items.oneOf.find((one) => 'resource_url' in one.properties)
  assert.deepEqual(resource?.properties['resource_url'], {
    description: 'Address of the request.',
    type: 'string',
  })
})

test('a wrong parameter, path or body is refused with its name', async () => {
  const refuse = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const response = await collector.server.inject({ method, url, ...(payload && { payload }) })
    assert.equal(response.statusCode, 400, response.body)
    return response.json().message
  }
  assert.match(await refuse('GET', '/api/sessions?limit=0'), /^limit: /)
  assert.match(await refuse('GET', '/api/errors/x'), /^fingerprint: a decimal number/)
  assert.match(await refuse('POST', '/api/saved-views', { name: '', body: {} }), /^name: /)
  assert.match(await refuse('POST', '/api/sign-in', { name: 'a' }), /^password: /)
})
