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
  await expect.poll(() => intake.points('error').length).toBe(2)
  const sent = JSON.stringify(intake.points())
  expect(sent).not.toContain('hush')
  // Longer, or by itself: an id or a time may hold less than that by chance.
  expect(sent).not.toContain('4111111111111111')
  expect(sent).not.toMatch(/\bada\b/)

  const first = intake.points('error')[0]
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
  expect(intake.points('error')[1]?.fields['error_message']).toBe('let it through')
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
