import { expect, test } from '../support/engines/test.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'

/** A call of `init` with options that JSON cannot carry: `code` is the text of further members. */
function withCode(initCall: (more?: Record<string, unknown>) => string, code: string): string {
  return initCall({ code: 0 }).replace('"code":0', () => code)
}

/** What a callback of a page does that would have it called again. */
const REPORTS = `
  try { JSON.parse(null).x } catch (caught) { console.error(caught) }
  setTimeout(() => { console.error('in a timer'); throw new Error('thrown in a timer') })
  queueMicrotask(() => setTimeout(() => console.error('in a timer of a microtask')))
  requestAnimationFrame(() => console.error('in a frame'))
  dispatchEvent(new ErrorEvent('error', { message: 'dispatched' }))
  DATAFLUX_RUM.addError(new Error('added'))
  DATAFLUX_RUM.addAction('added')
  fetch('/audit')`

test('what callbacks of the page report is not collected, tasks that they start included', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  site.page('/data', '{}')
  const init = withCode(
    initCall,
    `beforeSend() { calls++; ${REPORTS} },
     scrubText(text) { console.error('scrubText'); return text },
     scrubUrl(url) { ${REPORTS}; return url },
     isIntakeUrl(url) { console.error('isIntakeUrl'); return url.endsWith('/hidden') },
     ignoreErrors: [() => console.error('ignoreErrors')],
     excludedActivityUrls: [() => console.error('excludedActivityUrls')],
     allowedTracingUrls: [() => { console.error('allowedTracingUrls'); return true }],
     generateTraceId() { console.error('generateTraceId') },
     injectTraceHeader() { console.error('injectTraceHeader') }`,
  )
  await tab.goto(
    site.page(
      '/callbacks',
      toPage(`${SYNC_TAG}<script>
        let calls = 0
        const heard = []
        addEventListener('error', ({ message }) => heard.push(message))
        ${init}
        console.error('mine')
        fetch('/data')
        fetch('/hidden')
        DATAFLUX_RUM.setGlobalContext({ get x() { console.error('getter'); return 1 } })
        DATAFLUX_RUM.addAction('mine', { toJSON() { console.error('toJSON'); return {} } })
      </script>`),
    ),
  )
  const paths = () => intake.points('resource').map(({ fields }) => fields['resource_url_path'])
  await expect.poll(paths).toContain('/data')
  await expect.poll(() => intake.points('action')).toHaveLength(1)
  const before = Number(await tab.evaluate('calls'))
  await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 300))')
  // The view may have grown meanwhile; a loop would be hundreds.
  expect(Number(await tab.evaluate('calls')) - before).toBeLessThan(5)
  expect(await tab.evaluate('heard.some((text) => text.includes("thrown in a timer"))')).toBe(true)
  await tab.goto('about:blank')
  const messages = intake.points('error').map(({ fields }) => fields['error_message'])
  expect(messages.filter((text) => !String(text).startsWith('Failed to load'))).toEqual(['mine'])
  expect(paths()).not.toContain('/audit')
  expect(paths()).not.toContain('/hidden')
})

test('a callback that returns a promise is named once, and what comes of the promise is not collected', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const init = withCode(
    initCall,
    `async beforeSend() { await 0; console.error('after a promise'); throw new Error('rejected') },
     isIntakeUrl: async () => true`,
  )
  await tab.goto(
    site.page(
      '/promises',
      toPage(`<script>
        const warnings = []
        console.warn = (...words) => warnings.push(words.join(' '))
      </script>${SYNC_TAG}<script>
        ${init}
        DATAFLUX_RUM.addAction('mine')
      </script>`),
    ),
  )
  await expect.poll(() => intake.points('resource').length).toBeGreaterThan(0)
  expect(await tab.evaluate('warnings.sort()')).toEqual(
    ['`beforeSend`', '`isIntakeUrl`'].map(
      (name) =>
        `[DATAFLUX_RUM] ${name} returned a promise, which is ignored. Return a value at once.`,
    ),
  )
  await tab.goto('about:blank')
  expect(intake.points('error')).toEqual([])
})

test('errors that are dropped or ignored do not touch the session; the first that is not does', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const init = withCode(
    initCall,
    `beforeSend: ({ fields }) => !String(fields.error_message).includes('dropped'),
     ignoreErrors: ['ResizeObserver loop', /^an? extension/, /chrome-extension:/, '',
       (message, error) => error?.known === true && message === 'known']`,
  )
  await tab.goto(
    site.page(
      '/dropped',
      toPage(
        `${SYNC_TAG}<script>
        ${init}
        function raise(error) { setTimeout(() => { throw error }) }
        raise(new Error('dropped'))
        raise(new Error('ResizeObserver loop completed with undelivered notifications.'))
        raise(new Error('an extension'))
        raise(Object.assign(new Error('of a file'), { stack: 'Error: x\\n    at f (chrome-extension://a/b.js:1:2)' }))
        raise(Object.assign(new Error('known'), { known: true }))
        Promise.reject(new Error('dropped, as a rejection'))
        DATAFLUX_RUM.addError(new Error('dropped, as added'))
      </script>`,
      ),
    ),
  )
  const views = () => intake.points('view').map(({ fields }) => fields)
  await expect.poll(() => views().length).toBeGreaterThan(0)
  await tab.evaluate(`new Promise((resolve) => setTimeout(resolve, 50)).then(() => {
    DATAFLUX_RUM.captureSession()
    return [DATAFLUX_RUM.getSession().status, DATAFLUX_RUM.getSession().errors]
  })`)
  expect(
    await tab.evaluate(
      '[DATAFLUX_RUM.getSession().status, DATAFLUX_RUM.getSession().errors].join()',
    ),
  ).toBe('ok,0')
  await tab.evaluate(`raise(new Error('kept'))`)
  await expect.poll(() => views().map((fields) => fields['session_status'])).toContain('crashed')
  await tab.goto('about:blank')
  await expect.poll(() => intake.points('error').length).toBe(1)
  expect(intake.points('error')[0]?.fields['error_message']).toBe('kept')
  await expect.poll(() => views().at(-1)?.['view_error_count']).toBe(1)
})

test('the error that starts a session is in the view of that session', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  await tab.goto(
    site.page(
      '/starts',
      toPage(`${SYNC_TAG}<script>
        ${initCall({ trackUserInteractions: false })}
        const first = DATAFLUX_RUM.getInternalContext().view.id
      </script>`),
    ),
  )
  await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
  await tab.evaluate(`void DATAFLUX_RUM.stopSession()`)
  await tab.evaluate(`void DATAFLUX_RUM.addError(new Error('starts a session'))`)
  await expect.poll(() => intake.points('error').length).toBe(1)
  const [error] = intake.points('error')
  expect(error?.tags['view_id']).toBe(
    await tab.evaluate('DATAFLUX_RUM.getInternalContext().view.id'),
  )
  expect(error?.tags['view_id']).not.toBe(await tab.evaluate('first'))
  expect(error?.tags['session_id']).toBe(await tab.evaluate('DATAFLUX_RUM.getSessionId()'))
})
