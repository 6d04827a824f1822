import {
  BUNDLE,
  run,
  snippet,
  toRecordingPage,
  until,
  untilLoaded,
} from '../support/engines/loaderPage.ts'
import { test } from '../support/engines/test.ts'
import { expect } from '../support/test.ts'

test('an early error, rejection and broken image are reported exactly once with their times; later ones are not doubled', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const release = site.hold(BUNDLE)
  const url = site.page(
    '/errors',
    toRecordingPage(
      `${snippet()}<script>${initCall()}</script>
       <script>throw new TypeError('early error')</script>
       <script>Promise.reject(new RangeError('early rejection'))</script>`,
      '<img src="/early.png" alt="" onerror="window.isBroken = true">',
    ),
  )
  await tab.goto(url)
  await until(tab, 'window.isBroken && heard.length === 2')
  const heldUntil = Number(await tab.evaluate('performance.timeOrigin + performance.now()'))
  release()
  await untilLoaded(tab)
  await run(
    tab,
    `setTimeout(() => { throw new Error('late error') })
     Promise.reject(new Error('late rejection'))
     document.body.appendChild(new Image()).src = '/late.png'`,
  )

  await expect.poll(() => intake.points('error').length).toBe(6)
  await run(tab, `DATAFLUX_RUM.addAction('end')`)
  await expect.poll(() => intake.points('action').length).toBe(1)
  const errors = intake.points('error')
  const early = errors.filter(({ time }) => time <= heldUntil)
  expect(early.map(({ fields }) => fields['error_message']).sort()).toEqual([
    `Failed to load ${site.url}/early.png`,
    'early error',
    'early rejection',
  ])
  expect(errors.map(({ fields }) => fields['error_message']).sort()).toEqual([
    `Failed to load ${site.url}/early.png`,
    `Failed to load ${site.url}/late.png`,
    'early error',
    'early rejection',
    'late error',
    'late rejection',
  ])
  const sources = Object.fromEntries(
    errors.map(({ tags, fields }) => [fields['error_message'], tags['error_source']]),
  )
  expect(sources).toMatchObject({
    'early error': 'source',
    [`Failed to load ${site.url}/early.png`]: 'network',
  })
})

test('errors and calls keep the order in which they happened', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/order',
    toRecordingPage(`${snippet()}<script>${initCall()}; DATAFLUX_RUM.addError('one')</script>
      <script>throw new Error('two')</script>
      <script>DATAFLUX_RUM.addError('three')</script>`),
  )
  await tab.goto(url)

  await expect
    .poll(() => intake.points('error').map(({ fields }) => fields['error_message']))
    .toEqual(['one', 'two', 'three'])
})
