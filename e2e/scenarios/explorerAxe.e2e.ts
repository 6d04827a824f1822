import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { expect, test } from '../support/test.ts'

/** Every screen of the explorer, in both themes: nothing that axe-core can find is wrong. */
for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, bypassCSP: true }) // axe-core itself needs what the policy forbids

    test(`axe-core finds nothing on any list in the ${colorScheme} theme`, async ({
      page,
      collector,
      appId,
    }) => {
      await sendSessions(collector.url, appId, [
        {
          id: 'a',
          browser: 'Chrome',
          ago: 5,
          user: 'Ada',
          errors: 1,
          isCrashed: true,
          resourceStatus: 500,
        },
        { id: 'b', browser: 'Firefox', ago: 9 },
      ])
      const query = `?app_id=${appId}&query=browser:Chrome`
      for (const list of ['sessions', 'views', 'actions', 'errors', 'resources', 'long-tasks']) {
        await page.goto(`${collector.url}/${list}${query}`)
        await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible()
        expect(await findAxeViolations(page), list).toEqual([])
      }
    })

    test(`axe-core finds nothing in a session, the first run and the gallery in the ${colorScheme} theme`, async ({
      page,
      collector,
      appId,
    }) => {
      await sendSessions(collector.url, appId, [
        { id: 'a', browser: 'Chrome', ago: 5, user: 'Ada', errors: 1, isCrashed: true },
      ])
      await page.goto(`${collector.url}/sessions/a?app_id=${appId}&event=a-e0`)
      await expect(page.getByRole('region', { name: 'Error details' })).toBeVisible()
      expect(await findAxeViolations(page), 'the session').toEqual([])
      await page.goto(`${collector.url}/?app_id=${appId}_unknown`)
      await expect(page.getByRole('heading', { name: 'Waiting for the first event' })).toBeVisible()
      expect(await findAxeViolations(page), 'the first run').toEqual([])
      await page.goto(`${collector.url}/gallery`)
      await expect(page.getByRole('heading', { name: 'Components' })).toBeVisible()
      expect(await findAxeViolations(page), 'the gallery').toEqual([])
    })
  })
}
