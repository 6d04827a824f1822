import { run } from '../support/engines/loaderPage.ts'
import { activity, advance, ask, idOf, storedIn, UUID } from '../support/session/page.ts'
import { expectActions } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const COOKIES_THROW = `
  Object.defineProperty(document, 'cookie', {
    get: function () { throw new DOMException('denied', 'SecurityError') },
    set: function () { throw new DOMException('denied', 'SecurityError') },
  })`

const COOKIES_ARE_IGNORED = `
  Object.defineProperty(document, 'cookie', { get: function () { return '' }, set: function () {} })`

const STORAGE_THROWS = `
  ;['localStorage', 'sessionStorage'].forEach(function (name) {
    Object.defineProperty(window, name, {
      get: function () { throw new DOMException('denied', 'SecurityError') },
    })
  })`

const STORAGE_IS_FULL = `
  Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError') }`

/** Where a session is, by what its page may not do. */
const BLOCKED: readonly (readonly [name: string, before: string, survives: boolean])[] = [
  ['cookies that throw', COOKIES_THROW, true],
  ['cookies that are ignored', COOKIES_ARE_IGNORED, true],
  ['cookies and storage that throw', COOKIES_THROW + STORAGE_THROWS, false],
  ['cookies that are ignored, a full storage', COOKIES_ARE_IGNORED + STORAGE_IS_FULL, false],
  [
    'cookies, storage and locks that are denied',
    `${COOKIES_THROW}${STORAGE_THROWS}
     navigator.locks.request = navigator.locks.query = function () {
       return Promise.reject(new DOMException('denied', 'SecurityError'))
     }`,
    false,
  ],
]

test.describe('storage blocked or throwing', () => {
  for (const [name, before, survives] of BLOCKED) {
    test(`${name}: ${survives ? 'the next place is used' : 'a memory session for this page'}; nothing throws, events flow`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab, { before })
      const id = await idOf(tab)
      expect(id).toMatch(UUID)
      await ask(tab, `addAction('first')`)
      await advance(tab, 4)
      expect(await idOf(tab)).toBe(id)
      await advance(tab, 900)
      expect(await idOf(tab)).toBe(null)
      await activity(tab)
      const next = await idOf(tab)
      expect(next).not.toBe(id)
      await ask(tab, `addAction('second')`)
      await visit(tab, { before, later: 910 })
      // The left page's write has arrived by the time that this page agrees with it.
      await expect.poll(async () => (await idOf(tab)) === next).toBe(survives)
      await ask(tab, 'startSession(1234567890)')
      await ask(tab, `addAction('third')`)
      await leave(tab)
      const heard = { first: id, second: next, third: 1234567890 }
      await expectActions(intake, heard)
    })
  }
})

test.describe('storage that fails in the middle of a page', () => {
  for (const [name, failure] of [
    ['starts to throw', COOKIES_THROW],
    ['stops keeping what is written', COOKIES_ARE_IGNORED],
  ] as const) {
    test(`cookies: it ${name}: nothing throws, there is a session, and events flow`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab)
      const id = await idOf(tab)
      await ask(tab, `addAction('before')`)
      await expect.poll(() => storedIn(tab)).toContain(String(id))
      await run(tab, failure)
      await activity(tab)
      await advance(tab, 2)
      await activity(tab)
      const next = await idOf(tab)
      expect(next).toMatch(UUID)
      await ask(tab, `addAction('after')`)
      expect(await idOf(tab)).toBe(next)
      await leave(tab)
      await expectActions(intake, { before: id, after: next })
    })
  }
})

test.describe('without Web Locks', () => {
  const before = `Object.defineProperty(navigator, 'locks', { value: undefined });`

  test('the session is known at once, stored, and shared', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { before, code: `DATAFLUX_RUM.addAction('first')` })
    const id = await idOf(tab)
    await expect.poll(() => storedIn(tab)).toContain(String(id))
    const other = await profile.openTab()
    await visit(other, { before })
    expect(await idOf(other)).toBe(id)
    await ask(other, 'startSession(1234567890)')
    await ask(other, `addAction('second')`)
    await expect.poll(() => idOf(tab)).toBe(1234567890)
    await leave(other)
    await leave(tab)
    await expectActions(intake, { first: id, second: 1234567890 })
  })

  test('a tab whose timers are late, as in the background: another tab’s manual session replaces nothing that was before it', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    const late = `var soon = setTimeout
      window.setTimeout = function (callback, delay) { return soon(callback, delay === 150 ? 3000 : delay) }`
    await visit(tab, { before: before + late, code: `DATAFLUX_RUM.addAction('first')` })
    const id = await idOf(tab)
    const other = await profile.openTab()
    await visit(other, { before })
    expect(await idOf(other)).toBe(id)
    await ask(other, 'startSession(1234567890)')
    await ask(other, `addAction('second')`)
    await expect.poll(() => idOf(tab)).toBe(1234567890)
    await leave(other)
    await leave(tab)
    await expectActions(intake, { first: id, second: 1234567890 })
  })
})

test.describe('a sandboxed frame', () => {
  test('has a session of its own in memory: every storage throws there, nothing of ours does', async ({
    tab,
    site,
    visit,
    leave,
    intake,
    initCall,
  }) => {
    site.page(
      '/frame',
      `<!doctype html><script>
        addEventListener('error', function (event) { parent.postMessage('failed: ' + event.message, '*') })
      </script><script src="/dist/dataflux-rum.js"></script><script>
        ${initCall()}
        DATAFLUX_RUM.addAction('in the frame')
        parent.postMessage('id: ' + DATAFLUX_RUM.getSessionId(), '*')
      </script>`,
    )
    await visit(tab, {
      code: `window.told = []; addEventListener('message', function (event) { told.push(event.data) })`,
    })
    await run(
      tab,
      `var frame = document.createElement('iframe')
       frame.setAttribute('sandbox', 'allow-scripts')
       frame.src = '/frame'
       document.body.append(frame)`,
    )
    await expect.poll(() => tab.evaluate('told.length')).toBe(1)
    const [told] = (await tab.evaluate('told')) as string[]
    const id = told?.replace('id: ', '')
    expect(id).toMatch(UUID)
    expect(id).not.toBe(await idOf(tab))
    await expect.poll(() => intake.points('action').length, { timeout: 10_000 }).toBe(1)
    await leave(tab)
    await expectActions(intake, { 'in the frame': id })
  })
})
