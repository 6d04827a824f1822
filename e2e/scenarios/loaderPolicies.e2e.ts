import { BUNDLE, heard, snippet, toRecordingPage, until } from '../support/engines/loaderPage.ts'
import { test } from '../support/engines/test.ts'
import { expect } from '../support/test.ts'

const NONCE = 'n0nce'
const TYPES = "require-trusted-types-for 'script';"

test.describe('under a Content Security Policy', () => {
  const POLICIES = {
    'that allows a nonce only': `script-src 'nonce-${NONCE}'`,
    "with 'strict-dynamic'": `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  }
  for (const [title, policy] of Object.entries(POLICIES)) {
    test(`${title}, the bundle's element carries the page's nonce, and loads`, async ({
      tab,
      site,
      intake,
      initCall,
    }) => {
      const url = site.page(
        '/csp',
        toRecordingPage(`${snippet({ nonce: NONCE })}<script nonce="${NONCE}">
          ${initCall()}; DATAFLUX_RUM.addAction('works')</script>`),
        { 'content-security-policy': policy },
      )
      await tab.goto(url)

      await expect.poll(() => intake.points('action').length).toBe(1)
      expect(await tab.evaluate(`document.querySelector('script[src]').nonce`)).toBe(NONCE)
      expect(await heard(tab)).toEqual([])
    })
  }
})

test.describe('where Trusted Types are enforced', () => {
  test('with our policy allowed, the bundle loads', async ({ tab, site, intake, initCall }) => {
    const url = site.page(
      '/types',
      toRecordingPage(
        `${snippet()}<script>${initCall()}; DATAFLUX_RUM.addAction('works')</script>`,
      ),
      { 'content-security-policy': `${TYPES} trusted-types DATAFLUX_RUM` },
    )
    await tab.goto(url)
    test.skip(!(await tab.evaluate('Boolean(window.trustedTypes)')), 'no Trusted Types here')

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(await heard(tab)).toEqual([])
  })

  test('with only a default policy, that one lets the bundle in', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/default',
      toRecordingPage(`<script>
          window.asked = []
          window.trustedTypes && trustedTypes.createPolicy('default', {
            createScriptURL: function (url) { asked.push(url); return url },
          })
        </script>${snippet()}<script>${initCall()}; DATAFLUX_RUM.addAction('works')</script>`),
      { 'content-security-policy': `${TYPES} trusted-types default` },
    )
    await tab.goto(url)
    test.skip(!(await tab.evaluate('Boolean(window.trustedTypes)')), 'no Trusted Types here')

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(await tab.evaluate('window.asked')).toEqual([BUNDLE])
    expect(await heard(tab)).toEqual([])
  })

  test('with a list that refuses us, the page goes on and nothing is kept', async ({
    tab,
    site,
  }) => {
    const url = site.page(
      '/refused',
      toRecordingPage(`${snippet()}<script>
          DATAFLUX_RUM.init({}); DATAFLUX_RUM.addAction('lost'); window.goesOn = true</script>`),
      { 'content-security-policy': `${TYPES} trusted-types another` },
    )
    await tab.goto(url)
    test.skip(!(await tab.evaluate('Boolean(window.trustedTypes)')), 'no Trusted Types here')

    await until(tab, 'window.goesOn')
    expect(await tab.evaluate('DATAFLUX_RUM.q.length')).toBe(0)
    expect(await tab.evaluate(`document.querySelectorAll('script[src]').length`)).toBe(0)
    expect(await heard(tab)).toEqual([])
  })
})
