import { toPage } from '../support/loadingModes.ts'
import { toSessionPage, UUID } from '../support/session/page.ts'
import { expectSound } from '../support/session/sent.ts'
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
  }) => {
    const prerendered = site.page(
      '/prerendered',
      toSessionPage({
        initCall: initCall(),
        before: COUNTERS,
        code: `
          var wasPrerendering = document.prerendering
          DATAFLUX_RUM.addAction('while prerendering')
          var id = DATAFLUX_RUM.getSessionId() || null
          clock.advance(10000)
          addEventListener('load', function () {
            setTimeout(function () {
              clock.advance(10000)
              var before = { counts: Object.assign({}, counts), id: id, wasPrerendering: wasPrerendering }
              document.addEventListener('prerenderingchange', function () {
                DATAFLUX_RUM.addAction('shown', {
                  before: before, id: DATAFLUX_RUM.getSessionId(), url: location.href,
                })
              })
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
    // The page tells by itself: who drives the browser loses hold of a page that takes another one's place.
    await expect.poll(() => intake.points('action').length).toBe(2)
    const [first, shown] = intake.points('action')
    expect(shown?.fields).toMatchObject({
      before: JSON.stringify({
        counts: { cookies: 0, storage: 0, locks: 0, requests: 0 },
        id: null,
        wasPrerendering: true,
      }),
      url: prerendered,
    })
    const id = shown?.fields['id']
    expect(id).toMatch(UUID)
    expect([first, shown].map((action) => action?.tags['session_id'])).toEqual([id, id])
    expect(first?.fields['action_name']).toBe('while prerendering')
    expectSound(intake)
  })
})
