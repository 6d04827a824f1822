import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '../support/comparison.ts'
import type { Intake } from '../support/intake.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { serve } from '../support/serve.ts'

/** Waits for the action that proves that the SDK works in this page. */
async function expectWorks(intake: Intake): Promise<void> {
  await expect
    .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
    .toContain('works')
}

test('the same page: an old library has put `toJSON` on arrays and replaced what the language has', async ({
  compare,
  intake,
}) => {
  const library = `<script>
    window.asked = 0
    Array.prototype.toJSON = function () { asked++; return 'array of ' + this.length }
    Array.prototype.each = function (use) { for (let i = 0; i < this.length; i++) use(this[i]) }
    Array.from = function (given) { return given ? [].slice.call(given) : [] }
    Function.prototype.bind = function (self) { const fn = this; return () => fn.apply(self, arguments) }
    String.prototype.trim = function () { return this.replace(/^ +| +$/g, '') }
  </script>`
  const results = await compare({
    path: '/old',
    html: (sdk) =>
      toPage(`${library}${sdk}<script>
        window.ran = (async () => {
          DATAFLUX_RUM.setGlobalContext({ list: [1, 2] })
          DATAFLUX_RUM.addAction('works', { list: [[1], [2]] })
          DATAFLUX_RUM.addError(new Error('added', { cause: new Error('of it') }))
          history.pushState({ list: [1] }, '', '/old/route')
          const own = JSON.stringify({ list: [1, 2, 3] })
          const keys = []
          for (const key in [7]) keys.push(key)
          return { own, asked, keys, state: history.state }
        })()
      </script>`),
  })
  expect(results).toMatchObject({
    own: '{"list":"array of 3"}',
    asked: 1,
    keys: ['0', 'toJSON', 'each'],
  })
  await expectWorks(intake)
  expect(intake.points('action')[0]?.fields).toMatchObject({ list: '[[1],[2]]' })
})

/** Code of a page's that puts functions of its own, which tell \`who\` was called, on top of those that there are. */
const wrapAll = (who: string) => `
  for (const [name, target, method] of [
    ['fetch', window, 'fetch'],
    ['open', XMLHttpRequest.prototype, 'open'],
    ['send', XMLHttpRequest.prototype, 'send'],
    ['setRequestHeader', XMLHttpRequest.prototype, 'setRequestHeader'],
    ['push', History.prototype, 'pushState'],
    ['replace', history, 'replaceState'],
    ['error', console, 'error'],
  ]) {
    const before = target[method]
    target[method] = function (...args) {
      heard.push('${who} ' + name + ' ' + args.length)
      return before.apply(this, args)
    }
  }`

const USE_ALL = `
  async function useAll() {
    heard = []
    const answer = fetch('/api/text')
    const xhr = new XMLHttpRequest()
    xhr.open('GET', '/api/text')
    xhr.setRequestHeader('x-one', '1')
    const sent = new Promise((resolve) => { xhr.onload = resolve; xhr.send() })
    history.pushState(1, '', '#pushed')
    history.replaceState(2, '', '#replaced')
    console.error('said')
    const order = [...heard] // in the same task: without a \`fetch\` of the browser's, we send by XHR, too
    await sent
    return [await (await answer).text(), xhr.responseText, location.hash, history.state, order]
  }`

test('the same page: fetch, XHR, history and console are wrapped by it, before us and after us', async ({
  compare,
  site,
  intake,
}) => {
  site.page('/api/text', 'text')
  const results = await compare({
    path: '/wrapped',
    html: (sdk) =>
      toPage(`<script>window.heard = []; ${wrapAll('first')}</script>${sdk}<script>
        ${wrapAll('second')}
        ${USE_ALL}
        const patched = () => [fetch, console.error, history.pushState, history.replaceState,
          ...['open', 'send', 'setRequestHeader'].map((name) => XMLHttpRequest.prototype[name])]
        const mine = patched()
        window.ran = (async () => {
          DATAFLUX_RUM.addAction('works')
          const during = await useAll()
          await new Promise((resolve) => (window.goOn = resolve))
          DATAFLUX_RUM.setTrackingConsent('not-granted')
          const after = await useAll()
          const isMine = patched().every((each, index) => each === mine[index])
          return { during, after, isMine }
        })()
      </script>`),
    async act(page) {
      if (await page.evaluate('"version" in DATAFLUX_RUM')) {
        await expectWorks(intake)
      }
      await page.waitForFunction('window.goOn')
      await page.evaluate('goOn()')
    },
  })
  const calls = ['fetch 1', 'open 2', 'setRequestHeader 2', 'send 0', 'push 3', 'replace 3']
  const order = [...calls, 'error 1'].flatMap((each) => [`second ${each}`, `first ${each}`])
  const used = ['text', 'text', '#replaced', 2, order]
  expect(results).toEqual({ during: used, after: used, isMine: true })
})

test('the same page: what it wrapped before us is its own again when consent is withdrawn', async ({
  compare,
  site,
  intake,
}) => {
  site.page('/api/text', 'text')
  const results = await compare({
    path: '/restored',
    html: (sdk) =>
      toPage(`<script>
        const own = () => [[window, 'fetch'], [console, 'error'], [history, 'pushState'], [history, 'replaceState'],
          [History.prototype, 'pushState'], [History.prototype, 'replaceState'],
          ...['open', 'send', 'setRequestHeader'].map((name) => [XMLHttpRequest.prototype, name]),
          ...['open', 'write', 'writeln'].map((name) => [Document.prototype, name]),
        ].map(([target, name]) => {
          const { value, ...rest } = Object.getOwnPropertyDescriptor(target, name) ?? {}
          return { value, rest: JSON.stringify(rest) }
        })
        window.fetch = (...args) => Promise.resolve('mine ' + args)
        console.error = (...args) => {}
        const before = own()
      </script>${sdk}<script>
        DATAFLUX_RUM.addAction('works')
        window.ran = (async () => {
          const answer = await fetch('/api/text')
          history.pushState(1, '', '#pushed')
          await new Promise((resolve) => (window.goOn = resolve))
          DATAFLUX_RUM.setTrackingConsent('not-granted')
          const changed = own().map(({ value, rest }, index) =>
            value === before[index].value && rest === before[index].rest)
          return { answer, changed }
        })()
      </script>`),
    async act(page) {
      if (await page.evaluate('"version" in DATAFLUX_RUM')) {
        await expectWorks(intake)
      }
      await page.waitForFunction('window.goOn')
      await page.evaluate('goOn()')
    },
  })
  expect(results).toEqual({ answer: 'mine /api/text', changed: Array(12).fill(true) })
})

test('the same page: nonces, Trusted Types and a policy that does not let us send: one attempt is all', async ({
  compare,
  page,
  intake,
}) => {
  const nonce = 'n0nce'
  const policy = [
    `default-src 'none'; img-src data:; connect-src 'self'; script-src 'nonce-${nonce}'`,
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ]
  await page.clock.install()
  const results = await compare({
    path: '/policy',
    nonce,
    headers: { 'content-security-policy': policy.join(';') },
    html: (sdk) =>
      toPage(
        `${sdk}<script nonce="${nonce}">
          window.ours = 0
          const violations = []
          // The event of a blocked request may come after the request's rejection.
          const refused = new Promise((resolve) => {
            document.addEventListener('securitypolicyviolation', (event) => {
              if (event.blockedURI.startsWith('${intake.url}')) return ours++
              violations.push(event.effectiveDirective)
              if (event.effectiveDirective === 'connect-src') resolve(violations)
            })
          })
          const attempt = (run) => { try { return String(run()) } catch (thrown) { return thrown.name } }
          window.ran = new Promise((resolve) => addEventListener('load', async () => {
            DATAFLUX_RUM.addAction('kept')
            resolve([
              attempt(() => eval('1')),
              attempt(() => new Function('return 1')()),
              attempt(() => { document.body.innerHTML = '<p>text' }),
              attempt(() => history.pushState(1, '', '/policy/next')),
              await fetch('/api/none').then(({ status }) => status),
              await fetch('http://127.0.0.1:1/other').catch(({ name }) => name),
              await refused,
            ])
          }))
        </script>`,
      ),
  })
  const types = 'require-trusted-types-for'
  expect(results).toEqual([
    ...['EvalError', 'EvalError', 'TypeError', 'undefined', 404, 'TypeError'],
    [types, types, types, 'connect-src'],
  ])
  await expect.poll(() => page.evaluate('ours')).toBe(1)
  for (let minute = 0; minute < 10; minute++) {
    await page.clock.runFor(60_000)
    await page.evaluate(`DATAFLUX_RUM.addAction('kept')`)
  }
  expect(await page.evaluate('ours')).toBe(1)
})

const FROZEN = `<script>
  for (const each of [Object, Array, Function, String, Number, Promise, Error, RegExp, Date, Map, Set, URL, Headers,
    Request, Response, XMLHttpRequest, History, EventTarget, Node, Element, Performance, PerformanceObserver]) {
    Object.freeze(each)
    Object.freeze(each.prototype)
  }
  for (const each of [Math, JSON, Reflect, history, console, navigator, performance, crypto]) Object.freeze(each)
</script>`

test('the same page: built-in objects are frozen', async ({ compare, site, intake }) => {
  site.page('/api/text', 'text')
  const results = await compare({
    path: '/frozen',
    html: (sdk) =>
      toPage(`${FROZEN}${sdk}<script>
        window.ran = (async () => {
          DATAFLUX_RUM.setGlobalContext({ toString: 'text', constructor: 'mine' })
          DATAFLUX_RUM.setUser({ id: 'ada', valueOf: 7 })
          DATAFLUX_RUM.addTiming('toString')
          DATAFLUX_RUM.addAction('works', { hasOwnProperty: 'one', isPrototypeOf: 'two' })
          DATAFLUX_RUM.addFeatureFlagEvaluation('toString', 'on')
          DATAFLUX_RUM.addError(new Error('added'), { toString: 'of the error' })
          const xhr = new XMLHttpRequest()
          xhr.open('GET', '/api/text')
          await new Promise((resolve) => { xhr.onload = resolve; xhr.send() })
          history.pushState(1, '', '/frozen/next')
          console.error('said')
          return [await (await fetch('/api/text')).text(), xhr.responseText, location.pathname]
        })()
      </script>`),
  })
  expect(results).toEqual(['text', 'text', '/frozen/next'])
  await expectWorks(intake)
  expect(intake.points('action')[0]?.fields).toMatchObject({
    toString: 'text',
    constructor: 'mine',
    valueOf: 7,
    hasOwnProperty: 'one',
    isPrototypeOf: 'two',
  })
  await expect.poll(() => intake.points('error').length).toBeGreaterThan(0)
  expect(intake.points('error')[0]?.fields).toMatchObject({
    feature_flags: '{"toString":"on"}',
    toString: 'of the error',
  })
  const timed = () => intake.points('view').map(({ fields }) => String(fields['custom_timings']))
  await expect.poll(timed).toContainEqual(expect.stringMatching(/^{"toString":\d+}$/))
})

test('the same page: streams cancelled half-way; data:, blob:, relative and malformed URLs; its own has a stray %', async ({
  compare,
  site,
  intake,
}) => {
  let ended = 0
  const stream = await serve(async (_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*' })
    response.on('close', () => ended++)
    response.write('x'.repeat(1000))
  })
  site.page('/api/text', 'text')
  const results = await compare({
    path: '/100%',
    origin: site.url,
    html: (sdk) =>
      toPage(`<base href="/api/">${sdk}<script>
        const attempt = async (run) => { try { return await run() } catch (thrown) { return thrown.name } }
        const send = (url) => new Promise((resolve) => {
          const xhr = new XMLHttpRequest()
          xhr.onloadend = ({ type }) => resolve([type, xhr.status, xhr.responseText])
          xhr.open('GET', url)
          xhr.send()
        })
        const blob = URL.createObjectURL(new Blob(['blob']))
        window.ran = (async () => {
          DATAFLUX_RUM.addAction('works')
          history.pushState(1, '', '/100%/%E0%A4%A?q=%&%E0=%zz#%')
          const results = [location.href.slice(origin.length)]
          for (const url of ['text', '?%=%', '//[', 'blob:none', blob, 'data:text/plain,data', 'data:', 'javascript:1']) {
            results.push(await attempt(async () => (await fetch(url)).text()), await attempt(() => send(url)))
          }
          const cancelled = await fetch('${stream.url}/cancelled')
          const reader = cancelled.body.getReader()
          const { value } = await reader.read()
          await reader.cancel()
          const stopping = new AbortController()
          const aborted = await fetch('${stream.url}/aborted', { signal: stopping.signal })
          setTimeout(() => stopping.abort())
          results.push(value.length, await attempt(() => aborted.text()))
          return results
        })()
      </script>`),
  })
  const failed = ['TypeError', ['loadend', 0, '']]
  expect(results).toEqual([
    '/100%/%E0%A4%A?q=%&%E0=%zz#%',
    ...['text', ['loadend', 200, 'text'], '', ['loadend', 404, ''], 'TypeError', 'SyntaxError'],
    ...[...failed, 'blob', ['loadend', 200, 'blob'], 'data', ['loadend', 200, 'data']],
    ...[...failed, ...failed, 1000, 'AbortError'],
  ])
  // The two of each visit.
  await expect.poll(() => ended).toBe(4)
  await stream.stop()
  await expectWorks(intake)
  await expect
    .poll(() => intake.points('view').map(({ tags }) => tags['view_path']))
    .toContain('/100%/%E0%A4%A')
})

test('the same page: there is no body yet, and what it hands us is as hostile as can be, and stays as it was', async ({
  compare,
  intake,
}) => {
  const results = await compare({
    path: '/hostile',
    html: (sdk) =>
      toPage(
        `${sdk}<script>
        const read = []
        const cyclic = { name: 'cyclic' }
        cyclic.self = [cyclic]
        const refusing = () => { throw new Error('refused') }
        const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, refusing]))
        const { proxy: revoked, revoke } = Proxy.revocable({}, {})
        revoke()
        const hostile = {
          cyclic, big: 2n ** 70n, huge: 'x'.repeat(3_000_000), proxy: new Proxy({}, traps), revoked,
          node: document.head, root: document, page: window, symbol: Symbol('s'), fn() {}, date: new Date(NaN),
          get thrower() { throw null }, sparse: [, 1], bytes: new Uint8Array(5), map: new Map([[1, 2]]),
          weak: new WeakMap(), error: new Error('inner'), missing: undefined, nothing: null, none: Object.create(null),
        }
        const shape = () => JSON.stringify([Object.getOwnPropertyNames(hostile), Object.isFrozen(hostile),
          document.documentElement.outerHTML.length, Object.getOwnPropertyNames(hostile.bytes)])
        const before = shape()
        const body = document.body
        const given = [hostile, ...Object.values(Object.getOwnPropertyDescriptors(hostile)).map(({ value }) => value)]
        for (const each of given) {
          DATAFLUX_RUM.setViewContext(each)
          DATAFLUX_RUM.setUserProperty('key', each)
          DATAFLUX_RUM.setGlobalContextProperty('key', each)
          DATAFLUX_RUM.addFeatureFlagEvaluation('flag', each)
          DATAFLUX_RUM.addAction('hostile', each)
          DATAFLUX_RUM.addError(each, each)
        }
        DATAFLUX_RUM.addAction('works', hostile)
        window.ran = Promise.resolve({ body, isSame: before === shape() })
      </script>`,
        '<p>Text</p>',
      ),
  })
  expect(results).toEqual({ body: null, isSame: true })
  await expectWorks(intake)
  await expect.poll(() => intake.points('error').length).toBe(21)
})

test('the same page: one whose `document.domain` is that of its neighbour', async ({
  compare,
  site,
  intake,
}) => {
  const { port } = new URL(site.url)
  const headers = { 'origin-agent-cluster': '?0' }
  const share = `document.domain = 'shop.localhost'`
  site.page('/neighbour', `<script>${share}; window.secret = 'shared'</script>`, headers)
  const results = await compare({
    path: '/domain',
    origin: `http://www.shop.localhost:${port}`,
    headers,
    html: (sdk) =>
      toPage(
        `${sdk}<script>${share}; DATAFLUX_RUM.addAction('works')</script>`,
        `<iframe src="http://pay.shop.localhost:${port}/neighbour"></iframe><script>
          window.ran = new Promise((resolve) => addEventListener('load', () =>
            resolve([document.domain, frames[0].secret])))
        </script>`,
      ),
  })
  expect(results).toEqual(['shop.localhost', 'shared'])
  await expectWorks(intake)
})

test('the same page: it is in frames with and without an origin of their own', async ({
  compare,
  site,
  intake,
}) => {
  const inner = (sdk: string) =>
    toPage(`${sdk}<script>
      const attempt = (run) => { try { return String(run()) } catch (thrown) { return thrown.name } }
      DATAFLUX_RUM.addAction('works')
      const results = [
        attempt(() => origin),
        attempt(() => typeof localStorage),
        attempt(() => typeof document.cookie),
        attempt(() => indexedDB.open('x') && 'open'),
        attempt(() => history.pushState(1, '', '#hash')),
        attempt(() => parent.document.title),
        attempt(() => navigator.locks.request('x', () => {}).catch(() => {}) && 'asked'),
      ]
      addEventListener('unhandledrejection', ({ reason }) => results.push(reason.name))
      setTimeout(() => parent.postMessage({ name: window.name, results }, '*'), 100)
    </script>`)
  const frame = (name: string, attributes: string, sdk: string) =>
    `<iframe name="${name}" ${attributes} srcdoc="${inner(sdk).replace(/"/g, '&quot;')}"></iframe>`
  const results = await compare({
    path: '/frames',
    html: (sdk) =>
      toPage(
        `<script>
          const told = {}
          window.ran = new Promise((resolve) => addEventListener('message', ({ data }) => {
            told[data.name] = data.results
            if (Object.keys(told).length === 3) resolve(told)
          }))
        </script>`,
        frame('plain', '', sdk) +
          frame('opaque', 'sandbox="allow-scripts"', sdk) +
          frame('boxed', 'sandbox="allow-scripts allow-same-origin"', sdk),
      ),
  })
  const denied = Array(3).fill('SecurityError')
  const open = [site.url, 'object', 'string', 'open', 'SecurityError', 'Page', 'asked']
  expect(results).toEqual({
    plain: open,
    boxed: open,
    opaque: ['null', ...denied, 'SecurityError', 'SecurityError', 'asked'],
  })
  await expect.poll(() => intake.points('action').length).toBe(3)
})

const require = createRequire(import.meta.url)

const ZONE = '<script src="/zone.js"></script>'

for (const [when, toTags] of Object.entries({
  before: (sdk: string) => ZONE + sdk,
  after: (sdk: string) => sdk + ZONE,
})) {
  test(`the same page: zone.js, loaded ${when} us, sees no task of ours in the zones of the page`, async ({
    compare,
    site,
    intake,
  }) => {
    site.page('/api/text', 'text')
    const code = readFileSync(require.resolve('zone.js'), 'utf8')
    site.page('/zone.js', code, { 'content-type': 'text/javascript' })
    const results = await compare({
      path: '/zone',
      options: { trackUserInteractions: true },
      html: (sdk) =>
        toPage(
          toTags(sdk),
          `<button>Buy</button><script>
          const button = document.querySelector('button')
          const seen = []
          // As Angular's: it checks the whole application after each of these.
          const zone = Zone.current.fork({
            name: 'application',
            onScheduleTask(parent, _, target, task) {
              if (task.type !== 'microTask') seen.push('schedules ' + task.source)
              return parent.scheduleTask(target, task)
            },
            onInvokeTask(parent, _, target, task, ...rest) {
              if (task.type !== 'microTask') seen.push('runs ' + task.source)
              return parent.invokeTask(target, task, ...rest)
            },
            onInvoke(parent, _, target, run, self, args, source) {
              if (source) seen.push('calls ' + source)
              return parent.invoke(target, run, self, args, source)
            },
          })
          const requests = () => Promise.all([
            fetch('/api/text').then((response) => response.text()),
            new Promise((resolve) => {
              const xhr = new XMLHttpRequest()
              xhr.open('GET', '/api/text')
              xhr.onload = () => resolve(xhr.responseText)
              xhr.send()
            }),
          ])
          window.ran = new Promise((resolve) => zone.run(() => {
            DATAFLUX_RUM.addAction('works')
            DATAFLUX_RUM.addError(new Error('added'))
            console.error(new Error('told'))
            history.pushState(1, '', '/zone/route')
            requests().then((texts) => {
              button.textContent = 'Buy now'
              button.addEventListener('click', () => {
                DATAFLUX_RUM.startView('clicked')
                requests().then(() => {
                  button.textContent = 'Bought'
                  setTimeout(() => resolve({ texts, seen: seen.sort() }), 300)
                })
              })
            })
          }))
        </script>`,
        ),
      async act(page) {
        await page.getByText('Buy now').click()
      },
    })
    const [clicked, loaded, sent] = [
      'HTMLButtonElement.addEventListener:click',
      'XMLHttpRequest.addEventListener:load',
      'XMLHttpRequest.send',
    ]
    const tasks = [clicked, loaded, loaded, sent, sent, 'setTimeout']
    expect(results).toEqual({
      texts: ['text', 'text'],
      seen: ['runs', 'schedules'].flatMap((what) => tasks.map((task) => `${what} ${task}`)),
    })
    await expectWorks(intake)
  })
}

test('failures of our own are caught and counted, and told once, to nobody but a console at its debug level', async ({
  page,
  site,
  intake,
  initCall,
  internalFailures,
}) => {
  const heard: string[] = []
  page.on('console', (message) => heard.push(message.type()))
  page.on('pageerror', (error) => heard.push(String(error)))
  const html = toPage(`${SYNC_TAG}<script>
    ${initCall()}
    const get = () => { throw new Error('broken by the page') }
    Object.defineProperty(document, 'visibilityState', { get, configurable: true })
    for (const name of ['one', 'two', 'three']) DATAFLUX_RUM.addAction(name)
    delete document.visibilityState
    DATAFLUX_RUM.addAction('works')
  </script>`)
  await page.goto(site.page('/broken', html))
  await expectWorks(intake)
  const failures = () => intake.points('view').at(-1)?.fields['sdk_failure_count']
  await expect.poll(failures).toBe(3)
  expect(heard).toEqual(['debug'])
  expect(internalFailures.splice(0)).toHaveLength(1)
})

test('the same page: ten thousand resources at once do not hold it up', async ({
  compare,
  intake,
}) => {
  const results = await compare({
    path: '/many',
    options: { outboxMaxBytes: 100_000 },
    html: (sdk) =>
      toPage(`<script>
        // No test has time to load so many: they are told of as a browser would.
        const Observer = PerformanceObserver
        let tell = (entries) => setTimeout(() => entries.pop().name)
        window.PerformanceObserver = class extends Observer {
          constructor(callback) {
            super(callback)
            this.callback = callback
          }
          observe(options) {
            if (options.type === 'resource') tell = (list) => this.callback({ getEntries: () => list })
            super.observe(options)
          }
        }
      </script>${sdk}<script>
        const [navigation] = performance.getEntriesByType('navigation')
        const base = { ...navigation.toJSON(), initiatorType: 'img' }
        const entries = Array.from({ length: 10_000 }, (_, index) => ({ ...base, name: origin + '/tiles/' + index }))
        const order = []
        const last = new Promise((resolve) => {
          Object.defineProperty(entries[9_999], 'name', { get() { resolve(); return origin + '/last' } })
        })
        setTimeout(() => order.push('task of the page'))
        setTimeout(() => tell(entries))
        setTimeout(() => order.push('another'))
        window.ran = last.then(() => {
          DATAFLUX_RUM.addAction('works')
          order.push('last resource')
          return new Promise((resolve) => setTimeout(() => resolve(order)))
        })
      </script>`),
  })
  expect(results).toEqual(['task of the page', 'another', 'last resource'])
  await expectWorks(intake)
})
