import { toSessionKey } from '../../bundle/src/session/sessionStorage.ts'
import { advance, idOf, storedIn } from '../support/session/page.ts'
import { expect, test } from '../support/session/test.ts'

/** Counts what the SDK does to the storages, from before it is there. */
const COUNTERS = `
  window.counts = { cookieReads: 0, cookieWrites: 0, storageReads: 0, storageWrites: 0, locks: 0 }
  var cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    get: function () { counts.cookieReads++; return cookie.get.call(this) },
    set: function (text) { counts.cookieWrites++; cookie.set.call(this, text) },
  })
  ;['getItem', 'setItem', 'removeItem', 'clear', 'key'].forEach(function (name) {
    var original = Storage.prototype[name]
    Storage.prototype[name] = function () {
      counts[name === 'getItem' || name === 'key' ? 'storageReads' : 'storageWrites']++
      return original.apply(this, arguments)
    }
  })
  var request = navigator.locks.request
  navigator.locks.request = function () { counts.locks++; return request.apply(this, arguments) }`

const NOTHING = { cookieReads: 0, cookieWrites: 0, storageReads: 0, storageWrites: 0, locks: 0 }

for (const [place, persistence] of [
  ['the cookie', undefined],
  ['localStorage', ['localStorage']],
] as const) {
  test(`idle for ten minutes in a visible tab: 0 writes and 0 reads of ${place}, and no lock asked for`, async ({
    appId,
    tab,
    visit,
  }) => {
    await visit(tab, { options: { persistence }, before: COUNTERS })
    const id = await idOf(tab)
    await advance(tab, 5)
    // Its own first steps are over when the session and the mark of the visible tab are stored.
    await expect
      .poll(() =>
        persistence
          ? tab.evaluate(`/v~/.test(localStorage.getItem('${toSessionKey(appId)}'))`)
          : storedIn(tab).then((stored) => /v~/.test(String(stored))),
      )
      .toBe(true)
    await tab.evaluate('navigator.locks.query().then((all) => all.pending.length)')
    await tab.evaluate(`Object.keys(counts).forEach((name) => { counts[name] = 0 })`)
    await advance(tab, 600)
    expect(await tab.evaluate('counts')).toEqual(NOTHING)
    expect(await idOf(tab)).toBe(id)
  })
}
