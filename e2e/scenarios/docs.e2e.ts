import { expect, test } from '../support/test.ts'

test('the page of the query API works under its policy, and asks no other server', async ({
  page,
  collector,
}) => {
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(collector.url) && !address.startsWith('data:')) {
      problems.push(address)
    }
  })
  page.on('pageerror', (error) => problems.push(error.message))
  const response = await page.goto(`${collector.url}/docs/`)
  expect(response?.headers()['content-security-policy']).toContain("default-src 'self'")
  await page
    .getByRole('button', { name: /\/api\/releases/ })
    .first()
    .click()
  await expect(page.getByText('crash_free_sessions').first()).toBeVisible()
  await expect(page.getByText('docs/query.md').first()).toBeVisible()
  expect(problems).toEqual([])
})
