import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApplicationList } from '../../protocol/applications.ts'
import { findAxeViolations } from '../support/axe.ts'
import { startCollector } from '../support/collector.ts'
import type { GuardedCollector } from '../support/guarded.ts'
import { signIn, startGuarded, TRACE } from '../support/guarded.ts'
import { expect, test } from '../support/test.ts'

/** Point 5: applications, in the store and in a file; every section in both languages. */
let collector: GuardedCollector

test.beforeAll(async () => {
  collector = await startGuarded()
})
test.afterAll(async () => {
  await collector.stop()
})

test('an administrator declares an application with the keyboard, and its rules count at once', async ({
  page,
}) => {
  await page.goto(`${collector.url}/settings`)
  await signIn(page)
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByText('No application is declared yet')).toBeVisible()
  await page.getByRole('link', { name: 'New application' }).press('Enter')

  const id = page.getByRole('textbox', { name: 'Application' })
  await page.getByRole('button', { name: 'Create application' }).press('Enter')
  await expect(id).toBeFocused()
  await expect(id).toHaveAccessibleDescription('Give the application an id.')
  await page.keyboard.type('shop')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'shop' })).toBeVisible()
  await expect(page).toHaveURL(/\/settings\/applications\?app=shop$/)
  const token = (await page.getByText(/^pub_[0-9a-f]{32}$/).textContent()) ?? ''
  await expect(page.getByText(`clientToken: '${token}'`)).toBeVisible()

  const origin = 'https://shop.example'
  expect(await collector.sendEvents('shop', { origin })).toBe('rum.tokenMissing')
  expect(await collector.sendEvents('shop', { origin: 'https://evil.example', token })).toBe(
    'stored',
  )

  const origins = page.getByRole('textbox', { name: 'Origins that may send' })
  const trace = page.getByRole('textbox', { name: 'Address of a trace' })
  await origins.focus()
  await page.keyboard.type('shop.example')
  await trace.fill('javascript:alert("{trace_id}")')
  await trace.press('Enter')
  await expect(origins).toBeFocused()
  await expect(origins).toHaveAccessibleDescription(/“shop.example” is no origin/)
  await expect(trace).toHaveAccessibleDescription(/begins with https:\/\//)
  await origins.fill('https://Shop.example/cart')
  await trace.fill('https://traces.example/trace/{trace_id}')
  await expect(trace).toHaveAccessibleDescription(
    'Example: https://traces.example/trace/4bf92f3577b34da6a3ce929d0e0e4736',
  )
  await page.getByRole('textbox', { name: 'Days to keep events' }).fill('7')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(origins).toHaveValue(origin)
  expect(await collector.sendEvents('shop', { origin: 'https://evil.example', token })).toBe(
    'rum.originNotAllowed',
  )
  expect(await collector.sendEvents('shop', { origin, token })).toBe('stored')

  await page.goto(`${collector.url}/settings/applications`)
  await expect(
    page.getByRole('row', { name: /^shop 1 https:\/\/shop\.example 7 days/ }),
  ).toBeVisible()

  // The link leads from a request, and from each event that has the trace.
  await page.goto(`${collector.url}/sessions/shop-s?app_id=shop&type=resource`)
  await page.locator('button[data-row]').first().click()
  const links = page.getByRole('link', { name: 'Open trace' })
  await expect(links.first()).toHaveAttribute('href', `https://traces.example/trace/${TRACE}`)
  await expect(page.getByLabel('Address of a trace')).toBeHidden()
})

test('a token is replaced, and others are refused, each after a question', async ({ page }) => {
  await collector.ask('/api/applications', { method: 'POST', body: { id: 'docs' } })
  await page.goto(`${collector.url}/settings/applications?app=docs`)
  await signIn(page)
  const origin = 'https://docs.example'
  const tokens = page.getByRole('region', { name: 'Tokens' })
  await tokens.getByRole('button', { name: 'Add token' }).press('Enter')
  await expect(tokens.getByText(/^pub_/)).toHaveCount(2)
  const [former = '', token = ''] = await tokens.getByText(/^pub_/).allTextContents()
  expect(await collector.sendEvents('docs', { origin, token: former })).toBe('stored')
  await tokens.getByRole('button', { name: 'Remove' }).first().press('Enter')
  const question = page.getByRole('dialog')
  await expect(question).toContainText('answered 403 at once')
  expect(await findAxeViolations(page)).toEqual([])
  await question.getByRole('button', { name: 'Remove' }).press('Enter')
  await expect(tokens.getByText(/^pub_/)).toHaveText([token])
  expect(await collector.sendEvents('docs', { origin, token: former })).toBe('rum.tokenMissing')
  expect(await collector.sendEvents('docs', { origin, token })).toBe('stored')

  expect(await collector.sendEvents('blog', { origin })).toBe('stored')
  await page.getByRole('link', { name: 'All applications' }).press('Enter')
  await expect(page.getByRole('link', { name: 'Declare blog' })).toBeVisible()
  await page.getByRole('button', { name: 'Refuse others' }).press('Enter')
  await expect(question).toContainText('they are not sent again later')
  await question.getByRole('button', { name: 'Refuse others' }).press('Enter')
  await expect(page.getByText('Only declared applications may send events.')).toBeVisible()
  expect(await collector.sendEvents('blog', { origin })).toBe('rum.unknownApplication')
  await page.getByRole('button', { name: 'Allow others' }).press('Enter')
  await question.getByRole('button', { name: 'Allow others' }).press('Enter')
  await expect(page.getByText('may send events, too')).toBeVisible()

  await page.getByRole('link', { name: 'docs', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Remove application' }).press('Enter')
  await expect(question).toContainText('none of its events')
  await question.getByRole('button', { name: 'Remove application' }).press('Enter')
  await expect(page).toHaveURL(/\/settings\/applications$/)
  await expect(page.getByRole('link', { name: 'Declare docs' })).toBeVisible()
})

for (const { locale, colorScheme, width } of [
  { locale: 'en-US', colorScheme: 'light', width: 1280 },
  { locale: 'zh-CN', colorScheme: 'dark', width: 360 },
] as const) {
  test(`every section is accessible in ${locale}, ${colorScheme} and ${width} px wide`, async ({
    browser,
  }) => {
    await collector.ask('/api/applications', { method: 'POST', body: { id: 'shown' } })
    await collector.ask('/api/tokens', {
      method: 'POST',
      body: { name: 'shown', role: 'viewer', applications: ['shown'] },
    })
    const viewport = { width, height: 760 }
    const context = await browser.newContext({ locale, colorScheme, viewport })
    const page = await context.newPage()
    await page.goto(`${collector.url}/settings`)
    await signIn(page)
    const sections: [path: string, shown: string | RegExp][] = [
      ['applications', 'shown'],
      ['applications?new', /init/],
      ['applications?app=shown', 'shown'],
      ['people', /admin/],
      ['tokens', /shown/],
      ['source-maps', /\.map/],
    ]
    for (const [path, shown] of sections) {
      await page.goto(`${collector.url}/settings/${path}`)
      await expect(page.locator('.settings-page').getByText(shown).first()).toBeVisible()
      expect(await findAxeViolations(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width)
    }
    await context.close()
  })
}

test('what the file declares can only be read, and an open collector has no people', async ({
  page,
}) => {
  const path = join(tmpdir(), `dataflux-rum-applications-${process.pid}.json`)
  const declared = {
    id: 'shop',
    tokens: ['pub_of_the_file_0123'],
    origins: ['https://shop.example'],
  }
  writeFileSync(path, JSON.stringify({ applications: [declared] }))
  const open = await startCollector(['--applications', path])
  await page.goto(`${open.url}/settings`)
  await expect(page.getByText(`has a file of applications: ${path}`)).toBeVisible()
  await page.getByRole('link', { name: 'shop' }).press('Enter')
  await expect(page.getByText('Change it there and restart the collector')).toBeVisible()
  await expect(page.getByText('pub_of_the_file_0123', { exact: true })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Origins that may send' })).toBeDisabled()
  for (const name of ['Save', 'Add token', 'Remove', 'Remove application']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden()
  }
  await page.getByRole('link', { name: 'People' }).press('Enter')
  await expect(page.getByText('Nobody signs in at this collector.')).toBeVisible()
  await page.getByRole('link', { name: 'Tokens' }).press('Enter')
  await expect(page.getByText('Start it with --admin-secret-file')).toBeVisible()
  await page.getByRole('link', { name: 'Applications' }).press('Enter')
  await page.getByRole('link', { name: 'New application' }).press('Enter')
  await page.getByRole('textbox', { name: 'Application' }).fill('blog')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'blog' })).toBeVisible()
  const list = (await (await fetch(`${open.url}/api/applications`)).json()) as ApplicationList
  expect(list.applications.map(({ id }) => id)).toEqual(['shop', 'blog'])
  await open.stop()
})
