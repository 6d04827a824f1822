import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

test('logs: calls and forwarded console lines arrive under the session, scrubbed, apart from events, over an outage and an exit', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ forwardConsoleLogs: ['log', 'warn'], beforeSend: 0 }).replace(
    '"beforeSend":0',
    'beforeSend',
  )
  const shown: string[] = []
  page.on('console', (message) => shown.push(message.text()))
  const url = site.page(
    '/logs',
    toPage(`${SYNC_TAG}<script>
      function beforeSend(event) {
        if (event.type !== 'log') return
        console.log('from the callback')
        if (event.fields.message === 'drop me') return false
        event.fields.message = event.fields.message.replace('4111', 'CARD')
      }
      DATAFLUX_RUM.addLog('before init', 'debug')
      ${init}
    </script>`),
  )
  await intake.behave({ status: 503 })
  await page.goto(url)
  await page.evaluate(`(() => {
    DATAFLUX_RUM.addLog('paid with 4111', 'warn', { attempt: 2 })
    DATAFLUX_RUM.addLog('drop me')
    DATAFLUX_RUM.addLog(new TypeError('broken ?token=hush'), 'error')
    console.log('see', '/x?apiKey=hush', { n: 1 })
    console.info('not forwarded')
    DATAFLUX_RUM.addAction('bought')
  })()`)
  await expect.poll(() => intake.requestsSince()).toBeGreaterThan(0)
  await intake.behave('pass')
  await expect.poll(() => intake.points('browser_log').length, { timeout: 20_000 }).toBe(4)
  await page.evaluate("console.warn('leaving')")
  await page.goto('about:blank')

  const logs = () => intake.points('browser_log')
  await expect.poll(() => logs().length).toBe(5)
  expect(
    logs().map(({ tags, fields }) => [tags['status'], fields['message'], fields['log_origin']]),
  ).toEqual([
    ['debug', 'before init', 'logger'],
    ['warning', 'paid with CARD', 'logger'],
    ['error', 'TypeError: broken ?token=***', 'logger'],
    ['info', 'see /x?apiKey=*** {"n":1}', 'console'],
    ['warning', 'leaving', 'console'],
  ])
  expect(logs()[1]?.fields).toMatchObject({ attempt: 2, custom_keys: '["attempt"]' })
  expect(logs()[2]).toMatchObject({
    tags: { error_type: 'TypeError' },
    fields: { error_stack: expect.stringMatching(/^TypeError: broken \?token=\*\*\*\n at /) },
  })
  const [action] = intake.points('action')
  for (const name of ['session_id', 'view_id', 'app_id'] as const) {
    expect(new Set(logs().map(({ tags }) => tags[name]))).toEqual(new Set([action?.tags[name]]))
  }

  const isLog = ({ measurement }: { measurement: string }) => measurement === 'browser_log'
  for (const { points } of intake.bodies) {
    expect(points.every(isLog) || !points.some(isLog)).toBe(true)
  }
  const paths = new Set(intake.requests.map((each) => each.split('?')[0]))
  expect(paths).toEqual(new Set(['POST /v1/write/rum', 'POST /v1/write/logging']))
  // Its own requests are none of the page's, and the console shows what the page wrote.
  expect(
    intake
      .points('resource')
      .filter(({ fields }) => String(fields['resource_url']).includes('/v1/write/')),
  ).toEqual([])
  expect(shown).toEqual(
    expect.arrayContaining(['see /x?apiKey=hush {n: 1}', 'not forwarded', 'leaving']),
  )
})
