import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

const BODY = `<p>Text</p><script>
  function keepBusy() { const end = performance.now() + 200; while (performance.now() < end); }
  requestAnimationFrame(() => setTimeout(keepBusy))
</script>`

const WITHOUT_FRAMES = `<script>
  Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', {
    value: PerformanceObserver.supportedEntryTypes.filter((type) => !/animation/.test(type)),
  })
</script>`

test('long tasks: a frame of 200 ms is one event, with what of it blocked and the scripts that ran', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(site.page('/long', toPage(`${SYNC_TAG}<script>${initCall()}</script>`, BODY)))
  // A busy machine may make the page's first frame a long one, too.
  const long = () =>
    intake.points('long_task').filter(({ fields }) => /keepBusy/.test(String(fields['scripts'])))
  await expect.poll(() => long().length).toBe(1)
  const [frame] = long()
  const entry = (await page.evaluate(`new Promise((done) => {
    new PerformanceObserver((list) => {
      const isBusy = ({ sourceFunctionName }) => sourceFunctionName === 'keepBusy'
      done(list.getEntries().find(({ scripts }) => scripts.some(isBusy)).toJSON())
    }).observe({ type: 'long-animation-frame', buffered: true })
  })`)) as Record<string, number>
  const ns = (name: string) => Math.round(Number(entry[name]) * 1e6)
  expect(frame?.fields).toMatchObject({
    duration: ns('duration'),
    blocking_duration: ns('blockingDuration'),
    long_task_start_time: ns('startTime'),
    render_start: ns('renderStart'),
    style_and_layout_start: ns('styleAndLayoutStart'),
    first_ui_event_timestamp: ns('firstUIEventTimestamp'),
  })
  const scripts: Record<string, unknown>[] = JSON.parse(String(frame?.fields['scripts']))
  const busy = scripts.find(({ source_function_name }) => source_function_name === 'keepBusy')
  expect(busy).toMatchObject({
    source_url: page.url(),
    invoker_type: 'user-callback',
    window_attribution: 'self',
    pause_duration: 0,
    forced_style_and_layout_duration: 0,
  })
  expect(busy?.['duration']).toBeGreaterThanOrEqual(190e6)
  expect(busy?.['execution_start']).toBeGreaterThanOrEqual(Number(busy?.['start_time']))
})

test('long tasks: where the browser knows no frames, they are tasks, and no field is made up', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(
    site.page('/task', toPage(`${WITHOUT_FRAMES}${SYNC_TAG}<script>${initCall()}</script>`, BODY)),
  )
  const long = () =>
    intake.points('long_task').filter(({ fields }) => Number(fields['duration']) >= 200e6)
  await expect.poll(() => long().length).toBe(1)
  const fields = long()[0]?.fields ?? {}
  expect(fields['blocking_duration']).toBe(Number(fields['duration']) - 50e6)
  expect(Object.keys(fields)).not.toContain('scripts')
  expect(Object.keys(fields)).not.toContain('render_start')
})
