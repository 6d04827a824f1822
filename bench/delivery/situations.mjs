import { setTimeout as delay } from 'node:timers/promises'

const OUTAGE_MS = 10_000
const FIRST_BATCH = 2500

const emit = (page, count) =>
  page.evaluate(`(() => { for (let i = 0; i < ${count}; i++) emit('ev' + i + 'x') })()`)

async function open({ page, site }, path = '/first') {
  await page.goto(site.url + path)
  await delay(FIRST_BATCH) // the SDK has sent the events of the page load
}

/** Makes the intake fail in one way for ten seconds, while the page stays. */
const outage = (behaviour, count) => async (parts) => {
  await open(parts)
  await parts.receiver.behave(behaviour)
  await emit(parts.page, count)
  await delay(OUTAGE_MS)
  await parts.receiver.behave(200)
  return count
}

const hostile = (path) => async (parts) => {
  await open(parts, path)
  await emit(parts.page, 20)
  return 20
}

/** Each situation returns its number of events; those that arrive within half a minute count. */
export const SITUATIONS = {
  'navigate away right after': async (parts) => {
    await open(parts)
    await parts.page.evaluate(
      `(() => { for (let i = 0; i < 20; i++) emit('ev' + i + 'x'); location.href = '/plain' })()`,
    )
    return 20
  },
  'close the tab right after': async (parts) => {
    await open(parts)
    await emit(parts.page, 20)
    await parts.page.close({ runBeforeUnload: true })
    return 20
  },
  'intake 503 for 10 s, page stays': outage(503, 60),
  '429 for 10 s': outage(429, 60),
  'connection refused for 10 s, 60 events': outage('refuse', 60),
  'intake hangs for 10 s': outage('hang', 20),
  'offline 10 s': async (parts) => {
    await open(parts)
    await parts.context.setOffline(true)
    await emit(parts.page, 20)
    await delay(OUTAGE_MS)
    await parts.context.setOffline(false)
    return 20
  },
  'intake down; page left, another opened later': async (parts) => {
    await open(parts)
    await parts.receiver.behave('refuse')
    await emit(parts.page, 20)
    await delay(2000)
    await parts.page.goto(`${parts.site.url}/plain`)
    await parts.receiver.behave(200)
    await parts.page.goto(`${parts.site.url}/next`)
    return 20
  },
  'renderer killed 1 s after the events': async (parts) => {
    await open(parts)
    await emit(parts.page, 20)
    await delay(1000)
    const devtools = await parts.context.newCDPSession(parts.page)
    devtools.send('Page.crash').catch(() => {})
    await parts.page.waitForEvent('crash')
    const next = await parts.context.newPage()
    await next.goto(`${parts.site.url}/next`)
    return 20
  },
  '2,000 events in one go': async (parts) => {
    await open(parts)
    await emit(parts.page, 2000)
    return 2000
  },
  '2,000 events, then another page': async (parts) => {
    await open(parts)
    await parts.page.evaluate(
      `(() => { for (let i = 0; i < 2000; i++) emit('ev' + i + 'x'); location.href = '/next' })()`,
    )
    return 2000
  },
  'tab hidden while the intake answers 503': async (parts) => {
    await open(parts)
    await parts.receiver.behave(503)
    await emit(parts.page, 20)
    await parts.page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
    await delay(OUTAGE_MS)
    await parts.receiver.behave(200)
    return 20
  },
  'sandboxed frame': async ({ page, site }) => {
    await page.goto(`${site.url}/around`)
    return 20
  },
  '`Array.prototype.toJSON` that throws': hostile('/toJson'),
  'page replaced `fetch` with a broken one before us': hostile('/fetch'),
}
