import { toPage } from '../support/loadingModes.ts'
import { ask, idOf, toSessionPage, UUID } from '../support/session/page.ts'
import { expectActions, expectSound } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

// By puppeteer: Playwright holds a prerendered page at its beginning.
test.describe('a prerendered page', () => {
  const COUNTERS = `
    window.counts = { cookies: 0, storage: 0, locks: 0, requests: 0 }
    var cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(Document.prototype, 'cookie', {
      get: function () { counts.cookies++; return cookie.get.call(this) },
      set: function (text) { counts.cookies++; cookie.set.call(this, text) },
    })
    ;['getItem', 'setItem', 'removeItem'].forEach(function (name) {
      var original = Storage.prototype[name]
      Storage.prototype[name] = function () { counts.storage++; return original.apply(this, arguments) }
    })
    ;['request', 'query'].forEach(function (name) {
      var original = navigator.locks[name]
      navigator.locks[name] = function () { counts.locks++; return original.apply(this, arguments) }
    })
    var open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function () { counts.storage++; return open.apply(this, arguments) }`

  test('reads, writes, numbers and sends nothing until it is shown; then it has a session', async ({
    tab,
    site,
    intake,
    initCall,
    leave,
  }) => {
    const prerendered = site.page(
      '/prerendered',
      toSessionPage({
        initCall: initCall(),
        before: COUNTERS,
        code: `
          window.wasPrerendering = document.prerendering
          DATAFLUX_RUM.addAction('while prerendering')
          window.idBefore = DATAFLUX_RUM.getSessionId()
          clock.advance(10000)
          addEventListener('load', function () {
            setTimeout(function () {
              clock.advance(10000)
              window.countsBefore = JSON.stringify(counts)
              new Image().src = '/prerendered-is-ready'
            })
          })`,
      }),
    )
    await tab.goto(
      site.page(
        '/from',
        toPage(
          `<script type="speculationrules">
            {"prerender": [{"source": "list", "urls": ["/prerendered"], "eagerness": "immediate"}]}
          </script>`,
          '<a href="/prerendered">There</a>',
        ),
      ),
    )
    await expect.poll(() => site.requests).toContain('/prerendered-is-ready')
    expect(intake.requests).toEqual([])
    await tab.click('a')
    // The page that is asked may be the one that goes.
    const isShown = () =>
      tab.evaluate('document.prerendering === false && window.wasPrerendering').catch(() => false)
    await expect.poll(isShown).toBe(true)
    expect(await tab.evaluate(`[JSON.parse(countsBefore), idBefore]`)).toEqual([
      { cookies: 0, storage: 0, locks: 0, requests: 0 },
      null,
    ])
    expect(await tab.evaluate('location.href')).toBe(prerendered)
    const id = await idOf(tab)
    expect(id).toMatch(UUID)
    await ask(tab, `addAction('shown')`)
    await leave(tab)
    await expectActions(intake, { 'while prerendering': id, shown: id })
    expectSound(intake)
  })
})
