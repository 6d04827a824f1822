import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
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

test('what callbacks of the page report while they run is not collected, nor what isIntakeUrl names', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/shown', '{}')
  site.page('/hidden', '{}')
  const callbacks = `
    beforeSend() {
      calls++
      console.error(new Error('logged'))
      dispatchEvent(new ErrorEvent('error', { message: 'dispatched' }))
      DATAFLUX_RUM.addError(new Error('added'))
      DATAFLUX_RUM.addAction('added')
    },
    scrubText(text) { console.error('scrubText'); return text },
    isIntakeUrl(url) { console.error('isIntakeUrl'); return url.endsWith('/hidden') }`
  const init = initCall({ code: 0 }).replace('"code":0', () => callbacks)
  await page.goto(
    site.page(
      '/callbacks',
      toPage(`${SYNC_TAG}<script>
        let calls = 0
        ${init}
        const xhr = new XMLHttpRequest()
        let isAgain = false
        xhr.onload = () => { if (!isAgain) { isAgain = true; xhr.open('GET', '/shown?again'); xhr.send() } }
        xhr.open('GET', '/shown?first')
        fetch('/hidden').then(() => xhr.send())
        console.error('of the page')
      </script>`),
    ),
  )
  const resources = () =>
    intake
      .points('resource')
      .filter(({ tags }) => tags['resource_method'])
      .map(({ fields, tags }) => [
        fields['resource_url_path'],
        tags['resource_status'],
        fields['resource_failure'],
      ])
  await expect.poll(() => resources().length).toBe(2)
  expect(resources()).toEqual([
    ['/shown', '200', undefined],
    ['/shown', '200', undefined],
  ])
  const before = Number(await page.evaluate('calls'))
  expect(before).toBeLessThan(50)
  await page.goto('about:blank')
  const messages = () => intake.points('error').map(({ fields }) => fields['error_message'])
  await expect.poll(messages).toEqual(['of the page'])
  expect(intake.points('action')).toEqual([])
})
