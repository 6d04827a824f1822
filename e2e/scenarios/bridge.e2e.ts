import type { Intake } from '../support/intake.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

/** The object that an app puts into its web view. It keeps what it is sent. */
const toBridge = (hosts: string) => `<script>
  window.sent = []
  window.FTWebViewJavascriptBridge = {
    getAllowedWebViewHosts: () => ${hosts},
    sendEvent(message) { sent.push(message) },
  }
</script>`

const ACT = `
  DATAFLUX_RUM.addAction('with an app', { tags: 'a b,c=d' })
  DATAFLUX_RUM.addError(new Error('with "quotes"'))
  DATAFLUX_RUM.addLog('a log')
`

/** Waits until the intake has the page's action. */
async function expectAction(intake: Intake): Promise<void> {
  await expect
    .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
    .toEqual(['with an app'])
}

test('in the web view of an app that names its host, a page hands its events to the app, and logs to the intake', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ sessionSampleRate: 0 })
  const bridge = toBridge('JSON.stringify(["other.example", "127.0.0.1", "localhost"])')
  await page.goto(site.page('/app', toPage(`${bridge}${SYNC_TAG}<script>${init};${ACT}</script>`)))
  await expect
    .poll(async () => {
      const messages = (await page.evaluate('sent')) as string[]
      return [...new Set(messages.map((message) => JSON.parse(message).data.measurement))].sort()
    })
    .toEqual(expect.arrayContaining(['action', 'error', 'resource', 'view']))
  const messages = ((await page.evaluate('sent')) as string[]).map((text) => JSON.parse(text))
  expect(new Set(messages.map(({ name }) => name))).toEqual(new Set(['rum']))
  const [{ data: action }] = messages.filter(({ data }) => data.measurement === 'action')
  expect(action.tags).toMatchObject({ action_type: 'custom', view_path: '/app' })
  expect(action.fields).toMatchObject({
    action_name: 'with an app',
    tags: 'a b,c=d',
    session_sample_rate: 100,
  })
  expect(Math.abs(action.time - Date.now())).toBeLessThan(60_000)
  const [{ data: error }] = messages.filter(({ data }) => data.measurement === 'error')
  expect(error.fields.error_message).toBe('with "quotes"')
  await expect
    .poll(() => intake.points('browser_log').map(({ fields }) => fields['message']))
    .toEqual(['a log'])
  expect(new Set(intake.points().map(({ measurement }) => measurement))).toEqual(
    new Set(['browser_log']),
  )
})

test('what an app fails to take goes to the intake', async ({
  page,
  site,
  intake,
  initCall,
  internalFailures,
}) => {
  const bridge = toBridge('JSON.stringify(["127.0.0.1"])')
  const fails = `<script>FTWebViewJavascriptBridge.sendEvent = () => { throw new Error('gone') }</script>`
  const body = toPage(`${bridge}${fails}${SYNC_TAG}<script>${initCall()};${ACT}</script>`)
  await page.goto(site.page('/app', body))
  await expectAction(intake)
  internalFailures.splice(0)
})

for (const [what, hosts] of Object.entries({
  'names other hosts': '\'["example.com", "7.0.0.1", "ocalhost"]\'',
  'names none': "'[]'",
  'answers what is no list': 'undefined',
})) {
  test(`where an app ${what}, events go to the intake`, async ({
    page,
    site,
    intake,
    initCall,
    internalFailures,
  }) => {
    const init = initCall()
    await page.goto(
      site.page('/app', toPage(`${toBridge(hosts)}${SYNC_TAG}<script>${init};${ACT}</script>`)),
    )
    await expectAction(intake)
    expect(await page.evaluate('sent')).toEqual([])
    internalFailures.splice(0)
  })
}
