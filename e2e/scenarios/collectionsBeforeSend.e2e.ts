import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { untilObserved } from '../support/observed.ts'
import { expect, test } from '../support/test.ts'

test('beforeSend edits, keeps the types, cannot touch ids or drop views, and loses nothing when it throws', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  // Functions do not travel as JSON.
  const init = initCall({ beforeSend: 0 }).replace('"beforeSend":0', 'beforeSend')
  await page.goto(
    site.page(
      '/before',
      toPage(`${SYNC_TAG}<script>
        function beforeSend(event, { error }) {
          const { error_message: message } = event.fields
          if (message === 'throw') { event.fields.error_message = 'half edited'; throw 1 }
          if (message === 'break') { event.fields = null; return }
          if (message === 'secret') {
            event.fields.error_message = 'edited ' + error.code
            event.fields.error_stack = 7
            event.fields.made_up = 'x'
            event.tags.error_id = 'forged'
            event.tags.session_id = 'forged'
            event.context.added = 'by the page'
          }
          return event.type !== 'view' && message !== 'drop'
        }
        ${init}
        for (const message of ['throw', 'break', 'secret', 'drop', 'kept']) {
          DATAFLUX_RUM.addError(Object.assign(new Error(message), { code: 7 }))
        }
      </script>`),
    ),
  )
  await page.goto('about:blank')
  const messages = () => [
    ...new Set(intake.points('error').map(({ fields }) => fields['error_message'])),
  ]
  await expect.poll(() => messages().length).toBeGreaterThanOrEqual(4)
  expect(messages()).toEqual(['throw', 'break', 'edited 7', 'kept'])
  const edited = intake.points('error').find(({ fields }) => fields['added'])
  expect(edited?.fields).toMatchObject({ added: 'by the page' })
  expect(String(edited?.fields['error_stack'])).toContain('Error: secret')
  expect(edited?.fields).not.toHaveProperty('made_up')
  expect(JSON.stringify(edited?.tags)).not.toContain('forged')
  const views = () => intake.points('view').map(({ fields }) => fields['view_error_count'])
  await expect.poll(() => views().at(-1)).toBe(4)
})

test('the documented shape redacts, a dropped error crashes no session, and `isIntakeUrl` leaves requests out', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ beforeSend: 0, isIntakeUrl: 0, ignoreErrors: ['ResizeObserver loop'] })
    .replace('"beforeSend":0', 'beforeSend')
    .replace('"isIntakeUrl":0', 'isIntakeUrl')
  site.page('/audit', 'ok')
  site.page('/api', 'ok')
  const html = toPage(`${SYNC_TAG}<script>
    function beforeSend(event) {
      if (event.type === 'error' && /extension/.test(event.error.message)) return false
      if (event.type === 'error') event.error.message = 'REDACTED'
      if (event.type === 'resource') event.resource.url = event.resource.url.replace('api', 'edited')
      if (event.type === 'action') event.action.target.name = event.view.name + ' ' + event.usr.id
    }
    const isIntakeUrl = (url) => url.includes('/audit')
    ${init}
    DATAFLUX_RUM.setUser({ id: 'ada' })
    reportError(new Error('of an extension'))
    reportError(new Error('ResizeObserver loop'))
    console.error('ResizeObserver loop')
    DATAFLUX_RUM.addError(new Error('password'))
    DATAFLUX_RUM.addAction('secret')
    fetch('/api')
    fetch('/audit')
  </script>`)
  await page.goto(site.page('/shape', html))
  await untilObserved(page, '/api')
  await untilObserved(page, '/audit')
  await page.evaluate('DATAFLUX_RUM.endSession()')
  await page.goto('about:blank')

  const read = (kind: 'error' | 'resource' | 'action' | 'view', field: string) =>
    intake.points(kind).map(({ fields }) => fields[field])
  await expect.poll(() => read('resource', 'resource_type')).toContain('fetch')
  await expect.poll(() => read('error', 'error_message')).toEqual(['REDACTED'])
  await expect.poll(() => read('action', 'action_name')).toEqual(['/shape ada'])
  const urls = read('resource', 'resource_url').join(' ')
  expect(urls).toContain('/edited')
  expect(urls).not.toContain('/audit')
  await expect.poll(() => read('view', 'session_status').join()).toContain('exited')
  expect(read('view', 'session_status')).not.toContain('crashed')
})

test('beforeSend gets what an event was made of: the click, the error, the entry of the browser', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ beforeSend: 0, trackUserInteractions: true }).replace(
    '"beforeSend":0',
    'beforeSend',
  )
  const html = toPage(
    `${SYNC_TAG}<script>
      const thrown = new Error('thrown')
      window.got = {}
      function beforeSend({ type }, { event, events, error, performanceEntry }) {
        if (event) got[type] = [event.type, event.target.id, events.length, events[0] === event]
        if (error) got[type] = error === thrown
        if (performanceEntry) got[type] ??= performanceEntry instanceof PerformanceEntry
      }
      ${init}
      DATAFLUX_RUM.addError(thrown)
    </script>`,
    '<button id="buy">Buy</button>',
  )
  await page.goto(site.page('/source', html))
  await page.click('button')
  await expect.poll(() => intake.points('action').length).toBe(1)
  await expect
    .poll(() => page.evaluate('got'))
    .toMatchObject({ action: ['click', 'buy', 1, true], error: true, resource: true })
})

test('what `beforeSend` and `scrubText` say once they have returned ends with the limit of a minute, and the page goes on', async ({
  page,
  site,
  initCall,
}) => {
  const init = initCall({ beforeSend: 0, scrubText: 0 })
    .replace('"beforeSend":0', 'beforeSend')
    .replace('"scrubText":0', 'scrubText')
  const html = toPage(`${SYNC_TAG}<script>
    const calls = { promise: 0, rejection: 0, text: 0 }
    function beforeSend(event) {
      const message = event.error?.message ?? ''
      if (message.includes('promise')) Promise.resolve().then(() => console.error('promise', ++calls.promise))
      if (message.includes('rejection')) Promise.reject('rejection ' + ++calls.rejection)
    }
    function scrubText(text) {
      if (text.startsWith('text')) queueMicrotask(() => console.error('text', ++calls.text))
    }
    ${init}
    for (const kind of Object.keys(calls)) console.error(kind)
  </script>`)
  await page.goto(site.page('/deferred', html))
  const count = () => page.evaluate<number>('calls.promise + calls.rejection + calls.text')
  await expect.poll(count).toBe(3000)
})
