import type { Page } from 'playwright/test'
import type { Collector } from '../support/collector.ts'
import { startCollector } from '../support/collector.ts'
import { sendSessions } from '../support/explorerData.ts'
import { buildAndUpload } from '../support/sourceMaps.ts'
import { expect, test } from '../support/test.ts'

/** The explorer behind a sign-in, and what hostile visitors store in it. */
const SECRET = 'a secret for the tests'
let guarded: Collector

test.beforeAll(async () => {
  guarded = await startCollector(['--admin-secret', SECRET])
})
test.afterAll(async () => {
  await guarded.stop()
})

async function signIn(page: Page, password = SECRET, name = 'admin'): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a reader signs in, comes back to the page that was asked for, and signs out', async ({
  page,
}) => {
  await page.goto(`${guarded.url}/sessions/unknown?app_id=x`)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, 'not the secret')
  await expect(page.getByRole('alert')).toContainText('name or password is wrong')
  await signIn(page)
  await expect(page.getByRole('alert')).toContainText('no such session')
  expect(page.url()).toBe(`${guarded.url}/sessions/unknown?app_id=x`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a sign-in that has ended asks for another, and the page is shown again', async ({
  page,
  context,
}) => {
  await page.goto(guarded.url)
  await signIn(page)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await context.clearCookies()
  // The screen of an empty store asks for the first event again and again: nothing needs to be clicked.
  await expect(page.getByRole('status').filter({ hasText: 'Your sign-in has ended' })).toBeVisible()
  await signIn(page)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('a private view follows its account to another browser, and no other account sees it', async ({
  browser,
  appId,
}) => {
  const password = 'a password of a viewer'
  const user = { name: 'ada', password, role: 'viewer' }
  await fetch(`${guarded.url}/api/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  await sendSessions(guarded.url, appId, [{ id: 'private', browser: 'Chrome', ago: 5 }])
  /** A browser that nobody has used before. */
  const open = async (...given: [password: string, name: string]): Promise<Page> => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${guarded.url}/?app_id=${appId}`)
    await signIn(page, ...given)
    await page.getByRole('button', { name: 'Saved views' }).click()
    return page
  }
  const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Saved views' })
  const mine = await open(password, 'ada')
  await expect(panelOf(mine)).toContainText('Only you see it, wherever you sign in.')
  await panelOf(mine).getByLabel('Name').fill('Mine')
  await panelOf(mine).getByRole('button', { name: 'Save this view' }).click()
  await expect(mine.getByText('Saved: Mine')).toBeVisible()
  expect(await mine.evaluate(() => localStorage.getItem('explorer.views'))).toBe(null)

  const elsewhere = await open(password, 'ada')
  const view = panelOf(elsewhere).getByRole('button', { name: 'Mine', exact: true })
  await expect(view).toBeVisible()
  const operators = await open(SECRET, 'admin')
  await expect(panelOf(operators)).toContainText('No saved views of this list yet.')

  await panelOf(elsewhere).getByRole('button', { name: 'Options of Mine' }).click()
  await elsewhere.getByRole('menuitem', { name: 'Delete' }).click()
  await panelOf(elsewhere).getByRole('button', { name: 'Delete' }).click()
  await expect(panelOf(elsewhere)).toContainText('No saved views of this list yet.')
  for (const page of [mine, elsewhere, operators]) {
    await page.context().close()
  }
})

/** Every text of an event that a page may send. */
function hostileLines(session: string): string {
  const script = `<img src=x onerror="window.__ran=1"><script>window.__ran=1</script><a href="javascript:window.__ran=1">`
  const tag = script.replace(/[ ,=]/g, '\\$&')
  const field = JSON.stringify(script)
  const names = [
    'userid',
    'user_name',
    'user_email',
    'env',
    'service',
    'version',
    'browser',
    'os',
    'device',
    'view_name',
    'view_referrer',
    'hostile_tag',
  ]
  const tags = `app_id=hostile,session_id=${session},view_id=v,view_url=javascript:window.__ran\\=1,${names.map((name) => `${name}=${tag}`).join(',')}`
  const at = Date.now()
  return [
    `view,${tags} time_spent=1,event_id="1" ${at}`,
    `error,${tags},error_type=${tag} error_message=${field},error_stack=${field},event_id="2",custom=${field} ${at + 1}`,
    `action,${tags} action_name=${field},event_id="3" ${at + 2}`,
    `resource,${tags} resource_url="javascript:window.__ran=1",event_id="4" ${at + 3}`,
  ].join('\n')
}

for (const bypassCSP of [false, true]) {
  test.describe(bypassCSP ? 'without the policy' : 'with the policy', () => {
    test.use({ bypassCSP })
    test('a stored script never runs', async ({ page, collector }) => {
      const session = `hostile-${bypassCSP}`
      const body = hostileLines(session)
      const sent = await fetch(`${collector.url}/v1/write/rum?precision=ms`, {
        method: 'POST',
        body,
      })
      expect(sent.status).toBe(200)
      const violations: string[] = []
      page.on('console', (message) => {
        if (/content security policy|trusted/i.test(message.text())) {
          violations.push(message.text())
        }
      })
      await page.goto(`${collector.url}/?app_id=hostile`)
      await expect(page.getByRole('row').filter({ hasText: 'onerror' }).first()).toBeVisible()
      await page.goto(
        `${collector.url}/sessions/${session}?app_id=hostile&type=view,action,error,resource,long_task`,
      )
      const rows = page.locator('button[data-row]')
      await expect(rows).toHaveCount(4)
      for (let index = 0; index < 4; index++) {
        await rows.nth(index).click()
        await expect(page.locator('.event-details')).toContainText('onerror')
      }
      for (const link of await page.locator('a[href^="javascript:" i]').all()) {
        expect(await link.getAttribute('href')).toBe('no such link may be there')
      }
      expect(await page.evaluate(() => '__ran' in window)).toBe(false)
      expect(violations).toEqual([])
    })
  })
}

test('an error’s details show the source, and the stack as it was sent on demand', async ({
  page,
  collector,
}) => {
  const stack = buildAndUpload(collector.url, { appId: 'maps', env: 'prod', version: '1.0' })
  const field = JSON.stringify(`RangeError: an empty cart\n${stack}`).replaceAll('\\n', '\n')
  const line = `error,app_id=maps,env=prod,version=1.0,session_id=maps,error_type=RangeError error_message="an empty cart",error_stack=${field},event_id="e" ${Date.now()}`
  const sent = await fetch(`${collector.url}/v1/write/rum?precision=ms`, {
    method: 'POST',
    body: line,
  })
  expect(sent.status).toBe(200)
  await page.goto(`${collector.url}/sessions/maps?app_id=maps`)
  await page.locator('button[data-row]').click()
  const frames = page.getByRole('list', { name: 'Stack' })
  await expect(frames.getByRole('listitem').first()).toContainText('cart.ts:3:')
  await expect(frames.locator('.here').first()).toContainText(
    "throw new RangeError('an empty cart')",
  )
  await page.getByRole('button', { name: 'Original stack' }).click()
  await expect(page.locator('.stack pre')).toContainText('https://shop.example/assets/cart.js:1:')
})
