import {
  act,
  addActions,
  arrived,
  expectArrived,
  expectStored,
  names,
  toActionName,
  toRumPage,
  untilAsked,
} from '../support/delivery.ts'
import { ONE_ENGINE, test } from '../support/engines/test.ts'
import type { Behaviour } from '../support/intake.ts'
import { expect } from '../support/test.ts'

/** Events whose call had returned arrive, on every engine. The rows that only Chromium can be driven to are beside it. */

const BUSY: Readonly<Record<string, Behaviour>> = {
  'answers 503': { status: 503 },
  'answers 429 and asks for a second': { status: 429, retryAfter: 1 },
  'answers 408': { status: 408 },
  hangs: 'hang',
  'resets connections': 'reset',
}

for (const [how, behaviour] of Object.entries(BUSY)) {
  const details = how === 'answers 408' ? ONE_ENGINE : {} // the same answer as 503, but for its number
  test(
    `an intake that ${how} for a while gets all 60 events afterwards`,
    details,
    async ({ tab, site, intake, collector, appId, initCall }) => {
      await tab.goto(site.page('/busy', toRumPage(initCall())))
      await intake.behave(behaviour)
      await act(tab, 60)
      await untilAsked(intake)
      expect(arrived(intake)).toEqual([])
      await intake.behave('pass')
      await expectArrived(intake, names(60))
      await expectStored(collector, appId, names(60))
    },
  )
}

test('what an intake that is down has missed comes from the next page, under its own session and view', async ({
  tab,
  site,
  intake,
  collector,
  appId,
  initCall,
}) => {
  await intake.behave({ status: 503 })
  await tab.goto(site.page('/down', toRumPage(initCall())))
  await act(tab, 60)
  const session = await tab.evaluate('DATAFLUX_RUM.getSessionId()')
  await tab.goto(site.page('/plain', '<!doctype html><title>no SDK</title>'))
  await intake.behave('pass')
  await tab.goto(site.page('/next', toRumPage(initCall())))
  await expectArrived(intake, names(60))
  for (const { tags } of intake.points('action')) {
    expect([tags['session_id'], tags['view_path']]).toEqual([session, '/down'])
  }
  await expectStored(collector, appId, names(60))
})

for (const count of [60, 600, 2000]) {
  test(`${count} events and then another page: none is lost`, async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    await tab.goto(site.page('/first', toRumPage(initCall())))
    const next = site.page('/second', toRumPage(initCall()))
    await act(tab, count, `location.href = '${next}'`)
    await expectArrived(intake, names(count))
  })
}

test('2,000 events in one go arrive while the page stays', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await tab.goto(site.page('/many', toRumPage(initCall())))
  await act(tab, 2000)
  await expectArrived(intake, names(2000))
})

test('leaving for a page without the SDK: what fits a last request arrives', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await tab.goto(site.page('/first', toRumPage(initCall())))
  await act(tab, 30, `location.href = '${site.page('/plain', '<!doctype html>')}'`)
  await expectArrived(intake, names(30))
})

test('actions that the page adds in its own exit handlers arrive', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const code = `
    addEventListener('beforeunload', () => DATAFLUX_RUM.addAction('beforeunload'))
    addEventListener('pagehide', () => DATAFLUX_RUM.addAction('pagehide'))
    document.addEventListener('visibilitychange', () => DATAFLUX_RUM.addAction('visibilitychange'))`
  await tab.goto(site.page('/handlers', toRumPage(initCall(), code)))
  await tab.goto(site.page('/plain', '<!doctype html>'))
  await expectArrived(intake, ['beforeunload', 'pagehide', 'visibilitychange'])
})

test('ten reloads in a row lose nothing, and the table has nothing twice', async ({
  tab,
  site,
  intake,
  collector,
  appId,
  initCall,
}) => {
  const url = site.page(
    '/reload',
    toRumPage(
      initCall(),
      `const round = Number(sessionStorage.round ?? 0)
       DATAFLUX_RUM.addAction('a' + round)
       sessionStorage.round = round + 1
       if (round < 10) addEventListener('load', () => setTimeout(() => location.reload()))`,
    ),
  )
  await tab.goto(url)
  await expectArrived(intake, names(11))
  await expectStored(collector, appId, names(11))
})

test('two tabs that leave at once during an outage: the next page sends what both have left, once', async ({
  profile,
  site,
  intake,
  initCall,
}) => {
  await intake.behave({ status: 503 })
  const first = await profile.openTab()
  await first.goto(site.page('/one', toRumPage(initCall())))
  const second = await profile.openTab()
  await second.goto(site.page('/two', toRumPage(initCall())))
  const plain = site.page('/plain', '<!doctype html>')
  await act(first, 5)
  await second.evaluate(`(() => { ${addActions(5, 'b')} })()`)
  // One after the other, but without waiting: a WebDriver has one current window at a time.
  const sendBothTo = async (url: string) => {
    for (const tab of [first, second]) {
      await tab.evaluate(`void setTimeout(() => (location.href = '${url}'))`)
    }
  }
  await sendBothTo(plain)
  // Their last requests: one that was late would be taken.
  const tried = () => intake.bodies.flatMap(({ points }) => points.map(toActionName))
  await expect.poll(tried).toEqual(expect.arrayContaining(['a4', 'b4']))
  await intake.behave('pass')
  const next = site.page('/next', toRumPage(initCall()))
  await sendBothTo(next)
  await expectArrived(intake, [...names(5), ...names(5, 'b')])
  expect(intake.points('action').length).toBe(10)
})

test('applications on one origin do not mix', async ({ tab, site, intake, appId, initCall }) => {
  await intake.behave({ status: 503 })
  await tab.goto(site.page('/first', toRumPage(initCall())))
  await act(tab, 3)
  await tab.goto(site.page('/plain', '<!doctype html>'))
  await intake.behave('pass')
  const other = initCall({ applicationId: `${appId}:b` })
  await tab.goto(site.page('/other', toRumPage(`${other};${addActions(2, 'b')}`)))
  // On a busy machine the first page's exit request may arrive only now, which is no mixing.
  await expect.poll(() => arrived(intake)).toEqual(expect.arrayContaining(names(2, 'b')))
  await tab.goto(site.page('/again', toRumPage(initCall())))
  await expectArrived(intake, [...names(3), ...names(2, 'b')])
  const apps = intake
    .points('action')
    .map(({ fields, tags }) => [String(fields['action_name'])[0], tags['app_id']])
  expect(new Set(apps.map(String))).toEqual(new Set([`a,${appId}`, `b,${appId}:b`]))
})

const HOSTILE: Readonly<Record<string, string>> = {
  'its `fetch` replaced by one that fails': `window.fetch = () => Promise.reject(new Error('broken'))`,
  'its `fetch` replaced by one that never answers': `window.fetch = () => new Promise(() => {})`,
  'a `toJSON` on arrays that throws': `Array.prototype.toJSON = () => { throw new Error('broken') }`,
  'its storage blocked': `
    for (const name of ['localStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
    }`,
  'its storage full': `
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }`,
  'no CompressionStream, locks or keep-alive': `
    delete window.CompressionStream
    Object.defineProperty(navigator, 'locks', { value: undefined })
    delete Request.prototype.keepalive`,
}

for (const [what, code] of Object.entries(HOSTILE)) {
  test(`a page with ${what} delivers`, async ({ tab, site, intake, initCall }) => {
    await tab.goto(site.page('/hostile', toRumPage(code, initCall())))
    await intake.behave({ status: 503 })
    await act(tab, 60)
    await untilAsked(intake)
    await intake.behave('pass')
    await expectArrived(intake, names(60))
    await tab.evaluate(`(() => { ${addActions(20, 'b')} })()`)
    await tab.goto(site.page('/plain', '<!doctype html>'))
    await expectArrived(intake, [...names(60), ...names(20, 'b')])
  })
}

test('a database that never opens, as one whose first page was put away in the midst of making it, holds nothing up', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const stuck = 'IDBFactory.prototype.open = () => ({})'
  await intake.behave({ status: 503 })
  await tab.goto(site.page('/first', toRumPage(stuck, initCall())))
  await act(tab, 60)
  await tab.goto(site.page('/plain', '<!doctype html>'))
  await intake.behave('pass')
  await tab.goto(site.page('/second', toRumPage(stuck, initCall())))
  await expectArrived(intake, names(60))
})

test('storage that is cleared in between costs only what was stored', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await intake.behave({ status: 503 })
  await tab.goto(site.page('/cleared', toRumPage(initCall())))
  await act(tab, 5)
  await untilAsked(intake)
  await tab.evaluate(`(async () => {
    localStorage.clear()
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve))
    }
  })()`)
  await intake.behave('pass')
  await expectArrived(intake, names(5))
})

test('a sandboxed frame, which has no storage at all, delivers', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const frame = site.page('/frame', toRumPage(initCall(), addActions(20)))
  await tab.goto(
    site.page('/around', `<!doctype html><iframe sandbox="allow-scripts" src="${frame}"></iframe>`),
  )
  await expectArrived(intake, names(20))
})

test('one event that the intake refuses does not take the others of its batch along', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await intake.behave({
    status: 400,
    to: (points) => points.some(({ fields }) => fields['action_name'] === 'a17'),
  })
  await tab.goto(site.page('/refused', toRumPage(initCall())))
  await act(tab, 40)
  await expectArrived(
    intake,
    names(40).filter((name) => name !== 'a17'),
  )
  await tab.evaluate(`DATAFLUX_RUM.addAction('later')`)
  const told = () => intake.points().map(({ fields }) => fields['dropped_refused'])
  await expect.poll(told).toContain(1)
})

test('a page with the SDK comes back out of the back/forward cache, and goes on', async ({
  tab,
  site,
  intake,
  initCall,
}, testInfo) => {
  testInfo.skip(testInfo.project.name === 'firefox', 'Its driver loses a tab that comes back.')
  const remember = 'onpageshow = (event) => (window.cameBack = event.persisted)'
  async function leaveAndReturn(url: string, beforeLeaving = ''): Promise<unknown> {
    await tab.goto(url)
    await tab.evaluate(`(() => { window.cameBack = undefined; ${beforeLeaving} })()`)
    await tab.goto(site.page('/plain', '<!doctype html><title>plain</title>'))
    // The page may be gone before it has answered.
    await tab.evaluate('void setTimeout(() => history.back())').catch(() => {})
    let cameBack: unknown
    await expect(async () => {
      cameBack = await tab.evaluate(`location.href === '${url}' ? window.cameBack : undefined`)
      expect(typeof cameBack).toBe('boolean')
    }).toPass()
    return cameBack
  }
  const bare = `<!doctype html><title>bare</title><script>${remember}</script>`
  if ((await leaveAndReturn(site.page('/bare', bare))) !== true) {
    testInfo.skip(true, `${testInfo.project.name}, as it is driven here, has no back/forward cache`)
  }
  const url = site.page('/cached', toRumPage(initCall(), remember))
  expect(await leaveAndReturn(url, addActions(5))).toBe(true)
  await tab.evaluate(`(() => { ${addActions(5, 'b')} })()`)
  await expectArrived(intake, [...names(5), ...names(5, 'b')])
})
