import type { IncomingHttpHeaders } from 'node:http'
import type { Point } from '../../protocol/point.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import type { Server } from '../support/serve.ts'
import { serve } from '../support/serve.ts'
import { test as base, expect } from '../support/test.ts'

interface Api {
  readonly url: string
  /** Returns the headers of the request for a path. Preflights are answered, but not kept. */
  headers(path: string): IncomingHttpHeaders | undefined
}

/** Two servers of other origins, which allow any header. */
const test = base.extend<{ api: Api; foreign: Api }>({
  api: async ({ site }, use) => provide(site.url, use),
  foreign: async ({ site }, use) => provide(site.url, use),
})

async function provide(origin: string, use: (api: Api) => Promise<void>): Promise<void> {
  const seen = new Map<string, IncomingHttpHeaders>()
  const server: Server = await serve(async ({ method, url = '', headers }, response) => {
    if (method !== 'OPTIONS') {
      seen.set(url, headers)
    }
    response.writeHead(200, {
      'access-control-allow-origin': origin,
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      'access-control-allow-methods': '*',
      'timing-allow-origin': '*',
    })
    response.end(`${method} ${headers['content-type'] ?? ''}`)
  })
  await use({ url: server.url, headers: (path) => seen.get(path) })
  await server.stop()
}

function find(points: Point[], path: string): Point | undefined {
  return points.find(({ fields }) => fields['resource_url_path'] === path)
}

test('tracing: the request on the line after init carries its trace, and so does its resource', async ({
  page,
  site,
  intake,
  api,
  foreign,
  initCall,
}) => {
  const init = initCall({
    allowedTracingUrls: [api.url, { match: '/own/', traceType: 'w3c_traceparent' }],
  })
  site.page('/own/data', '{}')
  await page.goto(
    site.page(
      '/shop',
      toPage(`${SYNC_TAG}<script>${init}
        fetch('${api.url}/first')
        fetch('${foreign.url}/foreign')
        var sent = new XMLHttpRequest(); sent.open('GET', '${api.url}/xhr'); sent.send()
        fetch('/own/data')
        fetch('${api.url}/opaque', { mode: 'no-cors' }).catch(function () {})
      </script>`),
    ),
  )
  const resources = () => intake.points('resource')
  await expect.poll(() => find(resources(), '/own/data')).toBeDefined()
  await expect.poll(() => find(resources(), '/opaque')).toBeDefined()
  for (const path of ['/first', '/xhr']) {
    expect(api.headers(path)).toMatchObject({
      'x-datadog-origin': 'rum',
      'x-datadog-sampling-priority': '2',
      'x-datadog-trace-id': find(resources(), path)?.tags['trace_id'],
      'x-datadog-parent-id': find(resources(), path)?.tags['span_id'],
    })
  }
  expect(find(resources(), '/own/data')?.tags['trace_id']).toMatch(/^[0-9a-f]{32}$/)
  const untouched = [foreign.headers('/foreign'), api.headers('/opaque')]
  expect(Object.keys({ ...untouched[0], ...untouched[1] }).join()).not.toContain('datadog')
  expect(find(resources(), '/foreign')?.tags).not.toHaveProperty('trace_id')
  expect(find(resources(), '/opaque')?.tags).not.toHaveProperty('trace_id')
})

test('tracing: whatever form a request has, its own headers, method and body arrive', async ({
  page,
  site,
  api,
  initCall,
}) => {
  const init = initCall({ allowedTracingUrls: [api.url], traceType: 'zipkin_single_header' })
  await page.goto(site.page('/forms', toPage(`${SYNC_TAG}<script>${init}</script>`)))
  const answers = await page.evaluate(`(async () => {
    const url = '${api.url}'
    const own = { 'X-Own': 'a' }
    const post = { method: 'POST', body: 'x' }
    const ask = async (path, ...args) => (await fetch(path, ...args)).text()
    const init = { ...post, headers: own }
    const request = new Request(url + '/request', { ...init, referrer: '/referrer' })
    const given = new Headers(own)
    const answers = [
      await ask(url + '/plain', init),
      await ask(url + '/headers', { ...post, headers: given }),
      await ask(url + '/array', { ...post, headers: [['X-Own', 'a']] }),
      await ask(url + '/none', post),
      await ask(new URL(url + '/url'), init),
      await ask(request),
      await ask(new Request(url + '/override', init), { headers: { 'X-Own': 'b' } }),
      await ask(url + '/as-init', new Request(url, { method: 'PUT', headers: own })),
      await ask(url + '/same', { headers: { B3: 'mine' } }),
    ]
    const xhr = (path, set) => new Promise((resolve) => {
      const sent = new XMLHttpRequest()
      sent.open('POST', url + path)
      for (const [name, value] of set) sent.setRequestHeader(name, value)
      sent.onload = () => resolve(sent.responseText)
      sent.send('x')
    })
    answers.push(await xhr('/xhr', [['X-Own', 'a']]), await xhr('/xhr-same', [['B3', 'mine']]))
    answers.push(JSON.stringify([init.headers, [...given], request.bodyUsed]))
    return answers
  })()`)
  const text = 'POST text/plain;charset=UTF-8'
  expect(answers).toEqual([
    ...Array.from({ length: 6 }, () => text),
    'POST ', // its headers are those of the second argument alone
    'PUT ',
    'GET ',
    text,
    text,
    '[{"X-Own":"a"},[["x-own","a"]],true]',
  ])
  const b3 = /^[0-9a-f]{16}-[0-9a-f]{16}-1$/
  for (const path of ['/plain', '/headers', '/array', '/url', '/request', '/as-init', '/xhr']) {
    expect(api.headers(path), path).toMatchObject({ 'x-own': 'a', b3: expect.stringMatching(b3) })
  }
  expect(api.headers('/override')).toMatchObject({ 'x-own': 'b', b3: expect.stringMatching(b3) })
  expect(api.headers('/none')?.['b3']).toMatch(b3)
  expect(api.headers('/same')?.['b3']).toBe('mine')
  expect(api.headers('/xhr-same')?.['b3']).toBe('mine')
})

test("tracing: what the page's functions throw, or give that can be no header, costs no request", async ({
  page,
  site,
  intake,
  api,
  initCall,
}) => {
  const options = initCall().replace(
    /\}\)$/,
    `,
    allowedDDTracingOrigins: [
      function (origin) { window.origins = (window.origins || []).concat(origin); throw Error('rule') },
      /^http:\\/\\/127\\.0\\.0\\.1:\\d+$/,
      { wrong: true },
    ],
    traceType: 'jaeger',
    generateTraceId: function () { throw Error('id') },
    injectTraceHeader: function (request) {
      if (/bad/.test(request.url)) return { 'x-broken': 'a\\nb' }
      throw Error('header')
    },
  })`,
  )
  const warnings: string[] = []
  page.on('console', (message) => warnings.push(message.text()))
  await page.goto(site.page('/failing', toPage(`${SYNC_TAG}<script>${options}</script>`)))
  const answers = await page.evaluate(`(async () => {
    const sync = new XMLHttpRequest()
    sync.open('DELETE', '${api.url}/sync', false)
    sync.send()
    return [await (await fetch('${api.url}/good')).text(), sync.status]
  })()`)
  expect(answers).toEqual(['GET ', 200])
  expect(api.headers('/good')?.['uber-trace-id']).toMatch(/^[0-9a-f]{16}:[0-9a-f]{16}:0:1$/)
  expect(await page.evaluate('origins[0]')).toBe(api.url)
  expect(warnings.join()).toContain('allowedTracingUrls')
  await expect.poll(() => find(intake.points('resource'), '/sync')).toBeDefined()
  expect(find(intake.points('resource'), '/sync')?.tags).toMatchObject({
    resource_method: 'DELETE',
    trace_id: expect.any(String),
  })
})
