import { expect, test } from '../support/comparison.ts'
import { loaderSnippet, SYNC_TAG, toPage } from '../support/loadingModes.ts'

test('the same page: a bound `fetch` and a wrapped XHR add its token to its requests, and none to ours', async ({
  compare,
  intake,
}) => {
  const results = await compare({
    path: '/token',
    html: (sdk) =>
      toPage(`<script>
        const send = fetch
        const add = function (url, init = {}) {
          return send(url, { ...init, headers: { ...init.headers, authorization: 'page' } })
        }
        window.fetch = add.bind(null)
        const { open } = XMLHttpRequest.prototype
        XMLHttpRequest.prototype.open = function (...args) {
          open.apply(this, args)
          this.setRequestHeader('authorization', 'page')
        }
      </script>${sdk}<script>
        DATAFLUX_RUM.addAction('works')
        window.ran = fetch('/token').then(({ status }) => [status, frames.length])
      </script>`),
  })
  expect(results).toEqual([200, 0])
  await expect.poll(() => intake.points('action').length).toBe(1)
  // A header that the intake has not allowed would be asked for.
  expect(intake.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})

test('a page whose variables have the names of `URL`, `Map` and others is collected; the screen is not', async ({
  page,
  site,
  intake,
  initCall,
  internalFailures,
}) => {
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(String(error)))
  const html = toPage(
    `<script>
      var URL = '/api', screen = null
      function Map() {}
      class Set {}
      const URLSearchParams = undefined
      let performance = { now: 'fast' }
    </script>${SYNC_TAG}<script>
      ${initCall({ trackUserInteractions: true })}
      fetch(URL).then(({ status }) => { document.title = [status, URL, screen] })
    </script>`,
    '<button>Buy</button>',
  )
  await page.goto(site.page('/names', html))
  await expect(page).toHaveTitle('404,/api,')
  await page.click('button')
  await expect
    .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
    .toEqual(['Buy'])
  await expect
    .poll(() => intake.points('resource').map(({ fields }) => fields['resource_url_path']))
    .toContain('/api')
  expect(intake.points('view')[0]?.tags['view_path']).toBe('/names')
  expect(thrown).toEqual([])
  expect(internalFailures.splice(0).length).toBeGreaterThan(0)
})

for (const [how, before, after] of [
  ['before', 'var performance = { score: 1 }', ''],
  ['after', '', 'window.performance = { score: 1 }'],
] as const) {
  test(`the same page: its own \`performance\` comes ${how} the SDK, and events have their times`, async ({
    compare,
    intake,
  }) => {
    const startedAt = Date.now()
    const results = await compare({
      path: `/${how}`,
      html: (sdk) =>
        toPage(`<script>${before}</script>${sdk}<script>
          ${after}
          window.ran = fetch('/api').then(({ status }) => [status, performance.score])
          DATAFLUX_RUM.addAction('works')
        </script>`),
    })
    expect(results).toEqual([404, 1])
    await expect
      .poll(() => intake.points('resource').map(({ fields }) => fields['resource_url_path']))
      .toContain('/api')
    const [action] = intake.points('action')
    expect(Math.abs(Number(action?.time) - startedAt)).toBeLessThan(60_000)
  })
}

for (const [how, before, after] of [
  ['after', '', `let performance = { now: 'fast' }`],
  ['before', `<script>var performance = { now: 'fast' }</script>`, ''],
] as const) {
  test(`calls of a page that waits for the SDK are kept where its own \`performance\` comes ${how} the tag`, async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const thrown: string[] = []
    page.on('pageerror', (error) => thrown.push(String(error)))
    const html = toPage(`${before}${loaderSnippet()}<script>
      ${after}
      ${initCall()}
      DATAFLUX_RUM.addAction('early')
    </script>`)
    await page.goto(site.page('/waits', html))
    await expect
      .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
      .toEqual(['early'])
    expect(Math.abs(Number(intake.points('action')[0]?.time) - Date.now())).toBeLessThan(60_000)
    expect(thrown).toEqual([])
  })
}
