import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from '../support/engines/test.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { serve } from '../support/serve.ts'

/** Stand-ins of the page's for a function that sends: each adds what must never reach the intake, or sends nothing. */
const WRAPPERS = {
  'by a function': '(own) => function (...args) { touched++; return own.apply(this, args) }',
  'by bind': '(own) => (touched++, own.bind(null, "/nowhere"))',
  'by a proxy':
    '(own) => new Proxy(own, { apply: () => { touched++; throw new Error("broken") } })',
}

for (const [how, wrap] of Object.entries(WRAPPERS)) {
  test(`a page that has wrapped fetch, sendBeacon and XHR ${how}: events arrive, at exit too, and without a call of its functions`, async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const html = toPage(
      `<script>
        let touched = 0
        const wrap = ${wrap}
        window.fetch = wrap(window.fetch)
        Navigator.prototype.sendBeacon = wrap(Navigator.prototype.sendBeacon)
        XMLHttpRequest.prototype.send = wrap(XMLHttpRequest.prototype.send)
        const touchedBefore = touched
      </script>${SYNC_TAG}<script>${initCall()}
        DATAFLUX_RUM.addAction('first')
        addEventListener('pagehide', () => DATAFLUX_RUM.addAction('last'))
      </script>`,
      '<iframe name="own"></iframe>',
    )
    await tab.goto(site.page('/wrapped', html))
    const names = () => intake.points('action').map(({ fields }) => fields['action_name'])
    await expect.poll(names).toContain('first')
    expect(await tab.evaluate('touched - touchedBefore')).toBe(0)
    // The page's own frame keeps its number.
    expect(await tab.evaluate('frames[0].name')).toBe('own')
    await tab.evaluate('document.querySelector("html > iframe").remove()')
    await tab.evaluate(`void DATAFLUX_RUM.addAction('after its frame was removed')`)
    // A request that was on its way is given up after 30 seconds.
    await expect.poll(names, { timeout: 50_000 }).toContain('after its frame was removed')
    await tab.goto('about:blank')
    await expect.poll(names).toContain('last')
  })
}

test('a traced fetch goes out as the page has it, and mistakes of the page stay its own', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const seen = new Map<string, { method: string; body: string; headers: IncomingHttpHeaders }>()
  const api = await serve(async (request, response) => {
    let body = ''
    for await (const chunk of request) {
      body += chunk
    }
    const { method = '', url = '', headers } = request
    if (method !== 'OPTIONS') {
      seen.set(url, { method, body, headers })
    }
    response.writeHead(200, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    })
    response.end('answer')
  })
  const init = initCall({ allowedTracingUrls: [api.url], trackUserInteractions: false })
  await tab.goto(
    site.page(
      '/traced',
      toPage(`${SYNC_TAG}<script>${init}
        const url = (name) => '${api.url}/' + name
        const POST = { method: 'POST', body: 'text' }
        class Options { #body = 'text'; get method() { return 'POST' } get body() { return this.#body } }
        const outcome = (promise) => promise.then((answer) => answer.text(), (thrown) => thrown.name)
        const unhandled = []
        addEventListener('unhandledrejection', (event) => { unhandled.push(event.reason.name); event.preventDefault() })
        window.ran = (async () => {
          const request = new Request(url('request'), POST)
          const results = [
            await outcome(fetch(url('getters'), new Options())),
            await outcome(fetch(url('proxy'), new Proxy(Object.freeze({ ...POST }), {}))),
            await outcome(fetch(url('hidden'), Object.defineProperties({}, { method: { value: 'POST' }, body: { value: 'text' } }))),
            await outcome(fetch(url('null'), null)),
            await outcome(fetch(request)),
            await outcome(fetch(request)),
            await outcome(fetch(url('bad'), { headers: { 'not a name': '1' } })),
            await outcome(fetch()),
            await outcome(fetch('http://[')),
            fetch.length,
            fetch.name,
          ]
          fetch('http://127.0.0.1:1/refused')
          fetch('http://127.0.0.1:1/handled').catch(() => {})
          await new Promise((resolve) => setTimeout(resolve, 300))
          return [...results, unhandled.join()]
        })()
      </script>`),
    ),
  )
  const failed = Array(4).fill('TypeError')
  expect(await tab.evaluate('ran')).toEqual([
    ...Array(5).fill('answer'),
    ...failed,
    1,
    'fetch',
    'TypeError',
  ])
  for (const path of ['/getters', '/proxy', '/hidden', '/request']) {
    expect(seen.get(path)).toMatchObject({ method: 'POST', body: 'text' })
    expect(seen.get(path)?.headers).toHaveProperty('x-datadog-trace-id')
  }
  expect(seen.get('/null')?.headers).toHaveProperty('x-datadog-trace-id')
  await tab.goto('about:blank')
  await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
  expect(intake.points('view').at(-1)?.fields).not.toHaveProperty('sdk_failure_count')
  await api.stop()
})

test('an answered XHR ends at its answer, once; data: and blob: URLs say their type alone', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  site.page('/one', 'one')
  site.page('/two', 'two')
  await tab.goto(
    site.page(
      '/xhr',
      toPage(`${SYNC_TAG}<script>${initCall()}
        const send = (xhr, url) => { xhr.open('GET', url); xhr.send() }
        const after = (xhr, type, run) => new Promise((resolve) => {
          xhr['on' + type] = () => { run(); resolve() }
        })
        const attempt = (run) => run().catch(() => {})
        window.ran = (async () => {
          const reopened = new XMLHttpRequest()
          let rounds = 0
          await new Promise((resolve) => {
            reopened.onload = () => rounds++ ? resolve() : send(reopened, '/two')
            send(reopened, '/one')
          })
          const aborted = new XMLHttpRequest()
          const wait = new Promise((resolve) => {
            aborted.onreadystatechange = () => aborted.readyState === 4 && (aborted.abort(), resolve())
          })
          send(aborted, '/one?aborted')
          await wait
          const secret = btoa('the file of the user')
          await fetch('data:text/plain;base64,' + secret)
          await attempt(() => fetch('data:image/png;base64,!' + secret))
          const blob = URL.createObjectURL(new Blob(['x']))
          await fetch(blob)
          URL.revokeObjectURL(blob)
          await attempt(() => fetch(blob))
          const image = new Image()
          image.src = 'data:image/png;base64,' + secret
          await new Promise((resolve) => (image.onerror = resolve))
          document.body.append(image) // what is in no document is not heard of
          image.src = 'data:image/gif;base64,' + secret
          console.error('cannot show data:image/png;base64,' + secret, blob)
          await new Promise((resolve) => setTimeout(resolve, 1500))
        })()
      </script>`),
    ),
  )
  await tab.evaluate('ran')
  await tab.goto('about:blank')
  const outcomes = () =>
    intake
      .points('resource')
      .filter(({ fields }) => fields['resource_type'] === 'xhr')
      .map(({ fields, tags }) => [
        String(fields['resource_url']).slice(site.url.length),
        tags['resource_status'],
        fields['resource_failure'],
      ])
      .sort()
  await expect.poll(outcomes).toEqual([
    ['/one', '200', undefined],
    ['/one?aborted', '200', undefined],
    ['/two', '200', undefined],
  ])
  const all = JSON.stringify(intake.bodies.map(({ points }) => points))
  expect(all).not.toContain(Buffer.from('the file of the user').toString('base64').slice(0, 12))
  expect(all).not.toMatch(/blob:http/)
  expect(all).toContain('data:image/png')
})
