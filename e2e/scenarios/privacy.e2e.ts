import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

test('privacy: no secret of a URL or a text leaves the page, whatever it is in; names are masked where the page says so', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/5', '{}')
  const init = initCall({ defaultPrivacyLevel: 'mask', scrubUrl: 0, scrubText: 0 })
    .replace('"scrubUrl":0', 'scrubUrl')
    .replace('"scrubText":0', 'scrubText')
  const url = site.page(
    '/users/ada',
    toPage(
      `${SYNC_TAG}<script>
        function scrubUrl(url) { return url.replace('users/ada', 'users/-') }
        function scrubText(text) {
          if (text === 'let it through') throw Error('scrubText')
          return text.replace(/\\b4\\d{15}\\b/g, 'CARD')
        }
        ${init}
      </script>`,
      `<button>Pay 4111111111111111</button>
       <p data-gc-privacy="allow"><button>Pay with 4111111111111111</button></p>`,
    ),
  )
  await page.goto(`${url}?session_token=hush-1#access_token=hush-2`)
  await page.evaluate(`(async () => {
    await fetch('/api/5?n=1&apiKey=hush-3')
    const cause = new Error('at /x?email=hush-4 with 4111111111111111')
    DATAFLUX_RUM.addError(new Error('GET /y?code=hush-5', { cause }))
    DATAFLUX_RUM.addError(new Error('let it through'))
    const withPassword = (path) => location.origin.replace('//', '//ada:hush-7@') + path
    const xhr = new XMLHttpRequest()
    xhr.open('GET', withPassword('/api/5'))
    await new Promise((resolve) => { xhr.onloadend = resolve; xhr.send() })
    const image = Object.assign(new Image(), { src: withPassword('/missing.png') })
    await new Promise((resolve) => { image.onerror = resolve; document.body.append(image) })
    console.error('no answer from', withPassword('/api/5'), { url: withPassword('/api/6') })
    history.pushState({}, '', '/next?password=hush-6')
  })()`)
  for (const button of await page.locator('button').all()) {
    await button.click()
  }
  await page.goto('about:blank')
  const names = () => [
    ...new Set(intake.points('action').map(({ fields }) => fields['action_name'])),
  ]
  await expect.poll(() => names().sort()).toEqual(['Masked Element', 'Pay with CARD'])
  // Not what Chromium says of addresses with credentials.
  const errors = () =>
    intake.points('error').filter(({ tags }) => tags['error_source'] !== 'report')
  await expect.poll(() => errors().length).toBe(4)
  const sent = JSON.stringify(intake.points())
  expect(sent).not.toContain('hush')
  // Longer, or by itself: an id or a time may hold less than that by chance.
  expect(sent).not.toContain('4111111111111111')
  expect(sent).not.toMatch(/\bada\b/)

  const first = errors()[0]
  expect(first?.tags).toMatchObject({
    view_url: `${site.url}/users/-?session_token=***#access_token=***`,
    view_path: '/users/-',
    view_name: '/users/-',
  })
  expect(first?.fields).toMatchObject({
    error_message: 'GET /y?code=***',
    view_url_query: '{"session_token":"***"}',
  })
  expect(String(first?.fields['error_causes'])).toContain('at /x?email=*** with CARD')
  expect(errors()[1]?.fields['error_message']).toBe('let it through')
  expect(
    errors()
      .slice(2)
      .map(({ fields }) => fields['error_message']),
  ).toEqual([
    `Failed to load ${site.url}/missing.png`,
    `no answer from ${site.url}/api/5 {"url":"${site.url}/api/6"}`,
  ])
  const fetched = intake
    .points('resource')
    .find(({ fields }) => fields['resource_type'] === 'fetch')
  expect(fetched?.fields).toMatchObject({
    resource_url: `${site.url}/api/5?n=1&apiKey=***`,
    resource_url_path_group: '/api/?',
    resource_url_query: '{"n":"1","apiKey":"***"}',
  })
  const next = intake.points('view').find(({ tags }) => tags['view_path'] === '/next')
  expect(next?.tags['view_referrer']).toBe(`${site.url}/users/-?session_token=***#access_token=***`)
})
