import type { Browser, Page } from 'playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import type { GuardedCollector } from '../support/guarded.ts'
import { signIn, startGuarded } from '../support/guarded.ts'
import { expect, test } from '../support/test.ts'

/** Point 5: people, tokens of programs and source maps, for the roles that may. */
let collector: GuardedCollector

test.beforeAll(async () => {
  collector = await startGuarded()
})
test.afterAll(async () => {
  await collector.stop()
})

test('a person gets a role for some applications, sees no settings, and reads dashboards only', async ({
  page,
  browser,
}) => {
  await collector.ask('/api/applications', {
    method: 'POST',
    body: { id: 'mine', has_token: false },
  })
  await collector.ask('/api/applications', {
    method: 'POST',
    body: { id: 'theirs', has_token: false },
  })
  for (const appId of ['mine', 'theirs']) {
    expect(await collector.sendEvents(appId, { origin: 'https://x.example' })).toBe('stored')
  }
  const body = { version: 1, variables: [], widgets: [] }
  const dashboard = { name: 'Ours', app_id: 'mine', body }
  expect((await collector.ask('/api/dashboards', { method: 'POST', body: dashboard })).ok).toBe(
    true,
  )

  await page.goto(`${collector.url}/settings/people`)
  await signIn(page)
  await expect(page.getByRole('row', { name: /^admin you/ })).toContainText('neither changed')
  await page.getByRole('button', { name: 'Add a person' }).press('Enter')
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await dialog.getByRole('button', { name: 'Add person' }).press('Enter')
  await expect(name).toBeFocused()
  await expect(dialog.getByText('Choose an application.')).toBeVisible()
  await expect(dialog.getByText('Write 12 characters or more.')).toBeVisible()
  expect(await findAxeViolations(page)).toEqual([])
  await page.keyboard.type('ada')
  await dialog.getByRole('button', { name: 'Generate' }).press('Enter')
  await dialog.getByRole('checkbox', { name: 'mine' }).press('Space')
  await dialog.getByRole('button', { name: 'Add person' }).press('Enter')
  const handOver = page.getByRole('region', { name: /Hand this password over to ada/ })
  await expect(handOver).toBeFocused()
  const password = (await handOver.locator('code').textContent()) ?? ''
  expect(password).toMatch(/^\w{20}$/)
  await expect(page.getByRole('row', { name: /^ada Viewer mine/ })).toBeVisible()

  const viewer = await openAs(browser, { name: 'ada', password, path: '/sessions' })
  await expect(viewer.locator('[role="grid"] [data-index]')).toHaveCount(1)
  await viewer.goto(`${collector.url}/sessions/theirs-s?app_id=theirs`)
  await expect(viewer.getByRole('alert')).toContainText('no such session')
  await viewer.goto(`${collector.url}/sessions/mine-s?app_id=mine`)
  await expect(viewer.getByRole('region', { name: 'Session details' })).toContainText('mine-s')
  await expect(viewer.getByRole('link', { name: 'Alerts' })).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'Settings' })).toBeHidden()
  await viewer.goto(`${collector.url}/settings/people`)
  await expect(viewer.getByRole('alert')).toContainText('You may not change settings.')
  expect(await findAxeViolations(viewer)).toEqual([])
  await viewer.goto(`${collector.url}/dashboards`)
  await viewer.getByRole('link', { name: 'Ours' }).press('Enter')
  await expect(viewer.getByRole('heading', { name: 'Ours' })).toBeVisible()
  await expect(viewer.getByRole('note')).toContainText('not change them')
  await expect(viewer.getByRole('button', { name: 'Edit', exact: true })).toBeHidden()

  // Another role counts at once; an editor has source maps and nothing else.
  await page.getByRole('button', { name: 'Change ada' }).press('Enter')
  await dialog.getByRole('radio', { name: /^Editor/ }).press('Space')
  await dialog.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByRole('row', { name: /^ada Editor mine/ })).toBeVisible()
  await viewer.goto(`${collector.url}/settings`)
  await expect(viewer.getByRole('form', { name: 'Upload source maps' })).toBeVisible()
  await viewer.goto(`${collector.url}/settings/people`)
  await expect(viewer.getByRole('alert')).toContainText('administrators for all applications')

  await page.getByRole('button', { name: 'Remove ada' }).press('Enter')
  await expect(dialog).toContainText('All their sign-ins end at once')
  await dialog.getByRole('button', { name: 'Remove' }).press('Enter')
  await expect(page.getByRole('row', { name: /^ada/ })).toBeHidden()
  await viewer.reload()
  await expect(viewer.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await viewer.context().close()
})

async function openAs(
  browser: Browser,
  { name, password, path }: { name: string; password: string; path: string },
): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${collector.url}${path}`)
  await signIn(page, name, password)
  return page
}

test('a token of a program is shown once, works, and ends when it is revoked', async ({ page }) => {
  await page.goto(`${collector.url}/settings/tokens`)
  await signIn(page)
  await page.getByRole('button', { name: 'Create a token' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ci')
  await dialog.getByRole('radio', { name: /^Viewer/ }).press('Space')
  await dialog.getByRole('radio', { name: /^All applications/ }).press('Space')
  await dialog.getByRole('button', { name: 'Create token' }).press('Enter')
  const once = page.getByRole('region', { name: /shown only this once/ })
  await expect(once).toBeFocused()
  const token = (await once.locator('code').textContent()) ?? ''
  const status = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${collector.url}/api/sessions`, { headers })).status
  }
  expect(await status()).toBe(200)
  await page.reload()
  await expect(page.getByRole('row', { name: /^ci Viewer All applications/ })).toBeVisible()
  expect(await page.content()).not.toContain(token)
  await page.getByRole('button', { name: 'Revoke ci' }).press('Enter')
  await dialog.getByRole('button', { name: 'Revoke' }).press('Enter')
  await expect(page.getByText('No token yet')).toBeVisible()
  expect(await status()).toBe(401)
})

test('source maps are uploaded, listed with their sizes, replaced and deleted', async ({
  page,
}) => {
  const map = (source: string) =>
    Buffer.from(JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAAA' }))
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/json', buffer })
  await page.goto(`${collector.url}/settings/source-maps`)
  await signIn(page)
  const upload = page.getByRole('button', { name: 'Upload' })
  const choose = async (files: ReturnType<typeof file>[]) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).press('Enter'),
    ])
    await chooser.setFiles(files)
  }
  await upload.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Application' })).toBeFocused()
  await page.keyboard.type('maps')
  await expect(page.getByText('Choose at least one .map file, or one zip of them.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Version' }).fill('1.4.2')

  await choose([file('broken.zip', Buffer.from('no zip'))])
  await upload.press('Enter')
  await expect(page.getByRole('alert')).toContainText('rum.badArchive')
  await page.getByRole('button', { name: 'Clear' }).press('Enter')

  await choose([file('cart.js.map', map('cart.ts')), file('app.js.map', map('app.ts'))])
  await expect(page.getByText(/^2 files, /)).toBeVisible()
  await upload.press('Enter')
  await expect(
    page.getByRole('status').getByText('2 maps of maps · 1.4.2 are stored.'),
  ).toBeVisible()
  const row = page.getByRole('row', { name: /^1\.4\.2 maps · no environment/ })
  await row.getByText('2 files').press('Enter')
  await expect(row.getByRole('listitem')).toHaveText([
    /^cart\.js\.map \d+ byte$/,
    /^app\.js\.map \d+ byte$/,
  ])
  await expect(row).toContainText('by admin')
  expect(await findAxeViolations(page)).toEqual([])

  await choose([file('cart.js.map', map('other.ts'))])
  await expect(page.getByText('This replaces the 2 maps that this release has.')).toBeVisible()
  await upload.press('Enter')
  await expect(row.getByText('1 file')).toBeVisible()

  await page.getByRole('button', { name: 'Delete the maps of maps · 1.4.2' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter')
  await expect(page.getByText('No source maps yet')).toBeVisible()
})
