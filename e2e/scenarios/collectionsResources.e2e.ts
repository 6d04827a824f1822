import type { Point } from '../../protocol/point.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

function byPath(resources: Point[]): Record<string, Point> {
  return Object.fromEntries(
    resources.map((each) => [String(each.fields['resource_url_path']), each]),
  )
}

test('resources: each request has its own entry, with method and status; failed and aborted ones say so', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/fetched', '{}')
  site.page('/api/sent', '{}')
  const release = site.hold('/api/held')
  await page.goto(site.page('/requests', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
  await page.evaluate(`(async () => {
    const aborted = new AbortController()
    const xhr = (method, path) => {
      const request = new XMLHttpRequest()
      request.open(method, path)
      request.send()
      return request
    }
    xhr('put', '/api/sent#part')
    xhr('GET', '/api/held?by=xhr').abort()
    await fetch(new Request('/api/fetched', { method: 'POST', body: 'x' }))
    const held = fetch('/api/held', { signal: aborted.signal }).catch(() => {})
    aborted.abort()
    await held
    await fetch('/api/none', { method: 'delete' })
    await fetch('http://127.0.0.1:1/refused').catch(() => {})
  })()`)

  const requests = () =>
    intake
      .points('resource')
      .filter(({ fields }) => /^(xhr|fetch)$/.test(String(fields['resource_type'])))
  await expect.poll(() => requests().length).toBe(6)
  release()
  const found = byPath(requests())
  expect(found['/api/sent']).toMatchObject({
    tags: { resource_method: 'PUT', resource_status: '200', resource_status_group: '2xx' },
    fields: { resource_type: 'xhr' },
  })
  expect(found['/api/fetched']).toMatchObject({
    tags: { resource_method: 'POST', resource_status: '200' },
    fields: { resource_type: 'fetch', resource_size: 2 },
  })
  expect(found['/api/fetched']?.fields).not.toHaveProperty('resource_failure')
  expect(found['/api/none']?.tags).toMatchObject({
    resource_method: 'DELETE',
    resource_status: '404',
  })
  expect(found['/refused']?.fields).toMatchObject({ resource_failure: 'failed' })
  expect(found['/refused']?.tags).not.toHaveProperty('resource_status')
  const held = requests().filter(({ fields }) => fields['resource_url_path'] === '/api/held')
  expect(held.map(({ fields }) => fields['resource_failure'])).toEqual(['aborted', 'aborted'])
  for (const { fields } of requests()) {
    expect(fields['duration']).toBeLessThan(30e9)
  }

  const { fields } = found['/api/fetched'] as Point
  expect(JSON.parse(String(fields['resource_first_byte_time']))).toEqual({
    duration: fields['resource_ttfb'],
    start: expect.any(Number),
  })
  const download = JSON.parse(String(fields['resource_download_time']))
  expect(download.duration).toBe(fields['resource_trans'])
  expect(Math.abs(download.start + download.duration - Number(fields['duration']))).toBeLessThan(2)
})

test('requests: parallel ones for one address keep their own method', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/same', '{}')
  await page.goto(site.page('/same', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
  await page.evaluate(`for (const method of ['GET', 'POST', 'PATCH']) {
    fetch('/api/same', { method })
    const end = performance.now() + 5; while (performance.now() < end);
  }`)
  const same = () =>
    intake.points('resource').filter(({ fields }) => fields['resource_url_path'] === '/api/same')
  await expect.poll(() => same().length).toBe(3)
  const inOrder = same().sort((a, b) => a.time - b.time)
  expect(inOrder.map(({ tags }) => tags['resource_method'])).toEqual(['GET', 'POST', 'PATCH'])
})

test('requests: a page gets from fetch and XHR what it got without us, and its own functions back', async ({
  page,
  site,
  initCall,
}) => {
  site.page('/api/text', 'text')
  await page.goto(
    site.page(
      '/unchanged',
      toPage(`<script>
        window.before = [fetch, XMLHttpRequest.prototype.open]
        window.rejections = []
        addEventListener('unhandledrejection', (event) => rejections.push(event.reason.name))
      </script>${SYNC_TAG}<script>${initCall()}</script>`),
    ),
  )
  const seen = await page.evaluate(`(async () => {
    const answers = []
    const attempt = async (run) => {
      try { answers.push(await run()) } catch (thrown) { answers.push(thrown.name) }
    }
    await attempt(async () => (await fetch('/api/text')).text())
    await attempt(async () => (await fetch(new URL('/api/text', location))).clone().text())
    await attempt(() => fetch('http://['))
    await attempt(() => fetch())
    await attempt(() => fetch({ toString: () => '/api/text' }).then((each) => each.status))
    await attempt(() => fetch('data:text/plain,x').then((each) => each.text()))
    await attempt(() => new XMLHttpRequest().open('G E T', '/'))
    await attempt(() => new XMLHttpRequest().open('GET', 'http://['))
    await attempt(() => XMLHttpRequest.prototype.open.call({}, 'GET', '/'))
    await attempt(async () => {
      const response = await fetch('/api/text')
      const reader = response.body.getReader()
      await reader.read()
      await reader.cancel()
      return response.bodyUsed
    })
    fetch('http://[') // nobody handles it
    return answers
  })()`)
  expect(seen).toEqual([
    'text',
    'text',
    'TypeError',
    'TypeError',
    200,
    'x',
    'SyntaxError',
    'SyntaxError',
    'TypeError',
    true,
  ])
  await page.waitForFunction('rejections.length === 1')
  expect(await page.evaluate('fetch === before[0]')).toBe(false)
  await page.evaluate(`DATAFLUX_RUM.setTrackingConsent('not-granted')`)
  expect(
    await page.evaluate('fetch === before[0] && XMLHttpRequest.prototype.open === before[1]'),
  ).toBe(true)
})

test('requests: where fetch and XHR are frozen, they are left as they are and the rest is collected', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/text', 'text')
  const frozen = `<script>
    Object.freeze(XMLHttpRequest.prototype)
    Object.defineProperty(window, 'fetch', { value: fetch, writable: false, configurable: false })
  </script>`
  await page.goto(
    site.page('/frozen', toPage(`${frozen}${SYNC_TAG}<script>${initCall()}</script>`)),
  )
  await page.evaluate(`fetch('/api/text')`)
  await expect
    .poll(() => byPath(intake.points('resource'))['/api/text']?.tags['resource_status'])
    .toBe('200')
})
