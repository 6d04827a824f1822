/** Runs the scripted visit: three routes, 20 requests, 10 clicks, 5 errors. @returns their number */
export async function visit(page, site) {
  await page.goto(`${site.url}/first`)
  for (let route = 1; route < 3; route++) {
    await page.evaluate(`history.pushState({}, '', '/route${route}')`)
    await page.waitForTimeout(500)
  }
  await page.evaluate(
    `Promise.all(Array.from({ length: 20 }, (_, i) => fetch('/data?' + i).then((r) => r.text())))`,
  )
  for (let click = 0; click < 10; click++) {
    await page.click('button')
    await page.waitForTimeout(100)
  }
  for (let error = 0; error < 5; error++) {
    await page.evaluate(`setTimeout(() => { throw new Error('failure ${error}') })`)
  }
  await page.waitForTimeout(6000)
  await page.goto(`${site.url}/plain`)
  await page.waitForTimeout(1500)
  return 3 + 20 + 10 + 5
}
