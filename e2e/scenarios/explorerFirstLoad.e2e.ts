import { listFirstLoad } from '../../scripts/explorerFirstLoad.mjs'
import { sendSessions } from '../support/explorerData.ts'
import { expect, test } from '../support/test.ts'

for (const locale of ['en', 'zh'] as const) {
  test(`the first list in ${locale} fetches exactly the files that the budget of the first load adds up`, async ({
    page,
    collector,
    appId,
  }) => {
    await sendSessions(collector.url, appId, [{ id: `first_${locale}`, browser: 'Chrome', ago: 5 }])
    await page.addInitScript((wanted) => localStorage.setItem('explorer.locale', wanted), locale)
    const fetched: string[] = []
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url())
      if (origin !== new URL(collector.url).origin || pathname.startsWith('/assets/')) {
        fetched.push(request.url().replace(`${collector.url}/`, ''))
      }
    })
    await page.goto(`${collector.url}/?app_id=${appId}`)
    await expect(page.getByRole('grid').locator('[data-index]')).toHaveCount(1)
    await page.waitForLoadState('networkidle') // facets and histogram are painted as well
    expect(fetched.sort()).toEqual(listFirstLoad(locale).slice(1).sort())
  })
}
