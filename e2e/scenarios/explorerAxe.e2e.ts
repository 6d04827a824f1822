import type { Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { sendSessions } from '../support/explorerData.ts'
import { expect, test } from '../support/test.ts'

/**
 * Every screen of the explorer with everything that opens on it, in both languages and both themes: nothing that axe-core
 * can find is wrong. A theme changes colours alone, so that the dark one is checked for contrast.
 */
test.use({ colorScheme: 'light', bypassCSP: true }) // axe-core itself needs what the policy forbids

const SESSIONS = [
  {
    ...{ id: 'a', browser: 'Chrome', ago: 5, user: 'Ada', plan: 'pro' },
    ...{ errors: 1, isCrashed: true, resourceStatus: 500 },
  },
  { id: 'b', browser: 'Firefox', ago: 9 },
]

async function check(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(await findAxeViolations(page), name).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await findAxeViolations(page, ['color-contrast']), `${name}, dark`).toEqual([])
}

/** Buttons of the sessions' screen, in both languages, with the role of what they open. */
const OPENERS: readonly (readonly [name: RegExp, role: string])[] = [
  [/^(Fields and syntax|字段与语法)$/, 'dialog'],
  [/^(Time range|时间范围)/, 'dialog'],
  [/^(Saved views|已存视图)$/, 'dialog'],
  [/^(Columns|显示列)$/, 'dialog'],
  [/^(Export|导出)$/, 'menu'],
  [/^(Add facet|添加字段)$/, 'dialog'],
  [/^(Options of Status|状态 的选项)$/, 'menu'],
  [/^(Language|语言)/, 'menu'],
  [/^(Keyboard shortcuts|键盘快捷键)$/, 'dialog'],
]

for (const locale of ['en', 'zh']) {
  test.describe(locale, () => {
    test.beforeEach(async ({ page, collector, appId }) => {
      await page.addInitScript((wanted) => localStorage.setItem('explorer.locale', wanted), locale)
      await sendSessions(collector.url, appId, SESSIONS)
    })

    test(`axe-core finds nothing on any list in ${locale}`, async ({ page, collector, appId }) => {
      const query = `?app_id=${appId}&query=browser:Chrome`
      for (const list of ['sessions', 'views', 'actions', 'errors', 'resources', 'long-tasks']) {
        await page.goto(`${collector.url}/${list}${query}`)
        await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible()
        await check(page, list)
      }
    })

    test(`axe-core finds nothing in a session, the first run and the gallery in ${locale}`, async ({
      page,
      collector,
      appId,
    }) => {
      await page.goto(`${collector.url}/sessions/a?app_id=${appId}&event=a-e0`)
      await expect(page.locator('.event-details')).toBeVisible()
      await check(page, 'the session')
      await page.goto(`${collector.url}/?app_id=${appId}_unknown`)
      await expect(page.locator('.first-run')).toBeVisible()
      await check(page, 'the first run')
      await page.goto(`${collector.url}/?app_id=${appId}&query=browser:None`)
      await expect(page.locator('.empty')).toBeVisible()
      await check(page, 'nothing found')
      await page.goto(`${collector.url}/nowhere`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await check(page, 'an unknown page')
      await page.goto(`${collector.url}/gallery`)
      await expect(page.getByRole('heading', { name: 'Components' })).toBeVisible()
      await check(page, 'the gallery')
    })

    test(`axe-core finds nothing in what opens in ${locale}`, async ({
      page,
      collector,
      appId,
    }) => {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(`${collector.url}/?app_id=${appId}&query=browser:Chrome`)
      await expect(page.getByRole('grid').locator('[data-index]').first()).toBeVisible()
      const value = page.locator('[data-index="0"] [data-field="browser"] button')
      const openers = OPENERS.map(
        ([name, role]) => [page.getByRole('button', { name }), role, String(name)] as const,
      )
      for (const [opener, role, name] of [...openers, [value, 'menu', 'a value'] as const]) {
        await opener.click()
        const opened = page.getByRole(role as 'menu')
        await expect(opened).toBeVisible()
        await check(page, name)
        await page.keyboard.press('Escape')
        await expect(opened).toHaveCount(0)
        await expect(opener).toBeFocused()
      }
      const search = page.getByRole('combobox')
      await search.fill('browser:(')
      await search.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
      await check(page, 'a mistake in the search')
      await search.fill('')
      await expect(page.getByRole('option').first()).toBeVisible()
      await check(page, 'completions')
      await search.press('Escape')
      await page.setViewportSize({ width: 360, height: 740 })
      await page.locator('.facets-open .button').click()
      await expect(page.locator('dialog[open] .facet').first()).toBeVisible()
      await page.locator('dialog[open] .facet-bar .button').first().click()
      await check(page, 'facets and the menu of one on a narrow screen')
    })
  })
}
