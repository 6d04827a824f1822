import { act, addActions, arrived, toRumPage } from '../support/delivery.ts'
import { test } from '../support/engines/test.ts'
import { expect } from '../support/test.ts'

/** Ways in which a page makes sure that its requests carry its token. */
const ADD_TOKEN = `<script>
  window.fetch = new Proxy(fetch, {
    apply: (send, self, [url, init]) => send(url, { ...init, headers: { authorization: 'page' } }),
  })
  const { open } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (...args) {
    open.apply(this, args)
    this.setRequestHeader('authorization', 'page')
  }
</script>`
const addToken = (page: string) => page.replace('<script', `${ADD_TOKEN}<script`)

test('a `fetch` that is a proxy and a wrapped XHR, which add a token, are not used for events', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await tab.goto(site.page('/token', addToken(toRumPage(initCall()))))
  await act(tab, 20)
  await expect.poll(() => arrived(intake).length).toBe(20)
  await tab.evaluate(`(() => { ${addActions(20, 'last')} })()`)
  await tab.goto('about:blank')
  await expect.poll(() => arrived(intake).length).toBe(40)
  expect(intake.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})

test('nor are they for the last events of a page that is left before its first request', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const plain = site.page('/plain', '<!doctype html>')
  const leave = `addEventListener('load', () => { location.href = '${plain}' })`
  const left = site.page('/left', addToken(toRumPage(initCall(), `${addActions(20)};${leave}`)))
  await tab.goto(plain)
  // Not by the driver: it would wait for a page that is gone by then.
  await tab.evaluate(`void setTimeout(() => { location.href = '${left}' })`)
  await expect.poll(() => arrived(intake).length).toBe(20)
  expect(intake.requests.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})
