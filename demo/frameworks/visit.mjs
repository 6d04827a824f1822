import { chromium } from 'playwright'

/**
 * Visits a built page, clicks its button and leaves. Throws where something that must be there is missing.
 *
 * @returns {Promise<object>} figures of the visit
 */
export async function visit({
  url,
  intake,
  chromium: executablePath,
  expectsEarlyError,
  isOneSdk,
}) {
  intake.take()
  const browser = await chromium.launch({ executablePath })
  try {
    const page = await browser.newPage()
    const problems = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(message.text())
      }
    })
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(url)
    await page.waitForFunction('window.DATAFLUX_RUM && DATAFLUX_RUM.getSessionId()')
    await page.getByRole('button', { name: 'Clicked 0' }).click()
    await page.getByRole('button', { name: 'Clicked 1' }).waitFor()
    const isSame = isOneSdk === undefined || (await page.evaluate(isOneSdk))
    await page.goto('about:blank')
    return check({ lines: await collect(intake), problems, expectsEarlyError, isSame })
  } finally {
    await browser.close()
  }
}

/** The lines of the visit, once the click is among them. */
async function collect(intake) {
  const lines = []
  const deadline = Date.now() + 20_000
  while (!lines.some((line) => line.startsWith('action,')) && Date.now() < deadline) {
    lines.push(...intake.take())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return lines
}

function check({ lines, problems, expectsEarlyError, isSame }) {
  const sessions = new Set(
    lines.map((line) => /session_id=([^, ]+)/.exec(line)?.[1]).filter(Boolean),
  )
  const views = new Set(
    lines.map((line) => /^view,.*?view_id=([^, ]+)/.exec(line)?.[1]).filter(Boolean),
  )
  // By id: a request that is under way when the page is left may be sent again.
  const early = new Set(
    lines
      .filter((line) => /^error,.*error_message="early/.test(line))
      .map((line) => /,error_id=([^, ]+)/.exec(line)?.[1]),
  )
  const unexpected = problems.filter((text) => !(expectsEarlyError && text === 'early'))
  const faults = [
    unexpected.length > 0 && `the console says ${JSON.stringify(unexpected)}`,
    !isSame && 'the tag and the package are two SDKs',
    sessions.size !== 1 && `${sessions.size} sessions`,
    views.size !== 1 && `${views.size} views`,
    expectsEarlyError && early.size !== 1 && `${early.size} early errors in place of 1`,
  ].filter(Boolean)
  if (faults.length > 0) {
    throw new Error(faults.join('; '))
  }
  return {
    lines: lines.length,
    earlyErrors: early.size,
    hydrationErrors: unexpected.length,
    sdks: isSame ? 1 : 2,
  }
}
