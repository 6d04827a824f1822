import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { createSessionStorage } from './sessionStorage.ts'

interface Browser {
  cookies: 'kept' | 'ignored' | 'denied'
  local: 'kept' | 'denied'
  readonly jar: Map<string, string>
  readonly written: string[]
  readonly items: Map<string, string>
}

/** A document and a localStorage that keep, ignore or refuse. */
function fakeBrowser(t: TestContext, hostname = 'shop.example'): Browser {
  const browser: Browser = {
    cookies: 'kept',
    local: 'kept',
    jar: new Map(),
    written: [],
    items: new Map(),
  }
  const deny = (state: string) => {
    if (state === 'denied') {
      throw new DOMException('denied', 'SecurityError')
    }
  }
  const document = {
    get cookie() {
      deny(browser.cookies)
      return [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    set cookie(text: string) {
      deny(browser.cookies)
      browser.written.push(text)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      const domain = /;domain=([^;]*)/.exec(text)?.[1]
      if (browser.cookies === 'ignored' || domain === 'example') {
        return // a public suffix
      }
      if (text.includes('max-age=0')) {
        browser.jar.delete(name)
      } else {
        browser.jar.set(name, value)
      }
    },
  }
  const localStorage = {
    getItem(key: string) {
      deny(browser.local)
      return browser.items.get(key) ?? null
    },
    setItem(key: string, value: string) {
      deny(browser.local)
      browser.items.set(key, value)
    },
    removeItem: (key: string) => browser.items.delete(key),
  }
  const globals = { document, localStorage, location: { hostname } }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  t.after(() => {
    for (const name of Object.keys(globals)) {
      Reflect.deleteProperty(globalThis, name)
    }
  })
  return browser
}

const ALL = ['cookie', 'localStorage', 'memory'] as const

test('the first place in the order given is used, and keeps what is written', (t) => {
  const browser = fakeBrowser(t)
  const storage = createSessionStorage('app', ALL, {})
  assert.equal(storage.read(), undefined)
  assert.equal(storage.write('a'), true)
  assert.equal(storage.read(), 'a')
  assert.deepEqual([...browser.jar], [['_dfrum_s2_1sead0p', 'a']])
  const other = createSessionStorage('app', ['localStorage'], {})
  assert.equal(other.write('b'), true)
  assert.deepEqual([...browser.items], [['_dfrum_s2_1sead0p', 'b']])
})

test('the cookie lasts as long as browsers allow, and is for every page of the host', (t) => {
  const browser = fakeBrowser(t)
  createSessionStorage('app', ALL, {}).write('a')
  assert.deepEqual(browser.written, ['_dfrum_s2_1sead0p=a;path=/;max-age=34560000;samesite=lax'])
})

test('the cookie is for https alone, or partitioned, where that is asked for', (t) => {
  const browser = fakeBrowser(t)
  createSessionStorage('app', ALL, { secure: true }).write('a')
  createSessionStorage('app', ALL, { partitioned: true }).write('a')
  assert.match(browser.written[0] ?? '', /;samesite=lax;secure$/)
  assert.match(browser.written[1] ?? '', /;samesite=none;secure;partitioned$/)
})

test('across subdomains, the cookie has the widest domain that is no public suffix', (t) => {
  const browser = fakeBrowser(t, 'a.b.shop.example')
  createSessionStorage('app', ALL, { acrossSubdomains: true }).write('a')
  assert.match(browser.written.at(-1) ?? '', /;domain=shop\.example/)
  assert.deepEqual([...browser.jar], [['_dfrum_s2_1sead0p', 'a']], 'no trace of the search')
})

test('a host without a domain has a cookie of its own', (t) => {
  const browser = fakeBrowser(t, 'localhost')
  createSessionStorage('app', ALL, { acrossSubdomains: true }).write('a')
  assert.doesNotMatch(browser.written.at(-1) ?? '', /domain/)
})

test('where cookies are blocked, the next place stands in, with what it holds', (t) => {
  const browser = fakeBrowser(t)
  browser.cookies = 'ignored'
  browser.items.set('_dfrum_s2_1sead0p', 'of an earlier page')
  const storage = createSessionStorage('app', ALL, {})
  assert.equal(storage.write('a'), false)
  assert.equal(storage.read(), 'of an earlier page')
  assert.equal(storage.write('b'), true)
  assert.equal(browser.items.get('_dfrum_s2_1sead0p'), 'b')
})

test('where mere access throws, memory does', (t) => {
  const browser = fakeBrowser(t)
  browser.cookies = browser.local = 'denied'
  const storage = createSessionStorage('app', ALL, {})
  assert.equal(storage.read(), undefined)
  assert.equal(storage.write('a'), true)
  assert.equal(storage.read(), 'a')
  storage.erase()
  assert.equal(storage.read(), undefined)
})

test('a storage that begins to throw gives way to the next', (t) => {
  const browser = fakeBrowser(t)
  const storage = createSessionStorage('app', ['cookie'], {})
  assert.equal(storage.write('a'), true)
  browser.cookies = 'denied'
  assert.equal(storage.write('b'), false)
  assert.equal(storage.write('b'), true)
  assert.equal(storage.read(), 'b')
})

test('a place in which another tab writes at the same moment is one that works', (t) => {
  const browser = fakeBrowser(t)
  const storage = createSessionStorage('app', ['cookie', 'localStorage'], {})
  const { set } = browser.jar
  browser.jar.set = (name) => set.call(browser.jar, name, 'theirs')
  assert.equal(storage.write('ours'), true)
  assert.equal(storage.read(), 'theirs')
  assert.equal(browser.items.size, 0)
})

test('a place in which another tab puts back what was there before is one that works', (t) => {
  const browser = fakeBrowser(t)
  const storage = createSessionStorage('app', ['cookie', 'localStorage'], {})
  storage.write('theirs')
  const { set } = browser.jar
  browser.jar.set = () => {
    browser.jar.set = set
    return browser.jar
  }
  assert.equal(storage.write('ours'), true)
  assert.equal(storage.read(), 'ours')
  assert.equal(browser.items.size, 0)
})

test('erase leaves nothing, in no place', (t) => {
  const browser = fakeBrowser(t)
  browser.items.set('_dfrum_s2_1sead0p', 'old')
  browser.jar.set('_dfrum_s2_1sead0p', 'a')
  createSessionStorage('app', ALL, {}).erase()
  assert.deepEqual([browser.jar.size, browser.items.size], [0, 0])
})

test('two applications on one host have entries of their own', (t) => {
  const browser = fakeBrowser(t)
  const [one, other] = ['one', 'other'].map((id) => createSessionStorage(id, ALL, {}))
  one?.write('a')
  other?.write('b')
  assert.deepEqual([one?.read(), other?.read(), browser.jar.size], ['a', 'b', 2])
})

test('a cookie of the host alone is replaced once the session is shared by all hosts', (t) => {
  const browser = fakeBrowser(t, 'www.shop.example')
  createSessionStorage('app', ALL, {}).write('a')
  const storage = createSessionStorage('app', ALL, { acrossSubdomains: true })
  assert.equal(storage.read(), 'a')
  const [removed, kept] = browser.written.slice(-2)
  assert.match(removed ?? '', /=;path=\/;max-age=0;samesite=lax$/)
  assert.match(kept ?? '', /=a;.*;domain=shop\.example/)
})
