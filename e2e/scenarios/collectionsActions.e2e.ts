import type { Point } from '../../protocol/point.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

function byName(points: Point[]): Record<string, Point> {
  return Object.fromEntries(points.map((each) => [String(each.fields['action_name']), each]))
}

test('actions: a click has what it brought about, and what came of it has its id', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/slow', '{}')
  const release = site.hold('/api/slow')
  const body = `
    <button data-name="Load"></button>
    <button id="fail">Fail</button>
    <button>Nothing</button>
    <a href="#part">Part</a>
    <section data-gc-privacy="mask"><button>Secret</button></section>
    <p id="text">Text</p>
    <my-card title="Card"></my-card>
    <script>
      const tree = document.querySelector('my-card').attachShadow({ mode: 'open' })
      tree.innerHTML = '<p></p><div id="box"><i>One</i> <i aria-label="Heart">Two</i></div>'
      const button = document.querySelector('button')
      button.onclick = () => fetch('/api/slow').then(() => { document.querySelector('#text').textContent = 'Loaded' })
      document.querySelector('#fail').onclick = () => { throw new Error('of the click') }
    </script>`
  const init = initCall({ actionNameAttribute: 'data-name' })
  await page.goto(site.page('/outcome', toPage(`${SYNC_TAG}<script>${init}</script>`, body)))
  const actions = () => byName(intake.points('action'))
  await page.locator('[data-name]').click()
  // As long as it waits, the click is not over.
  await page.evaluate(`DATAFLUX_RUM.addAction('meanwhile')`)
  await expect.poll(() => Object.keys(actions())).toEqual(['meanwhile'])
  release()
  await expect.poll(() => actions()['Load']).toBeDefined()
  await page.locator('#fail').click()
  await expect.poll(() => actions()['Fail']).toBeDefined()
  await page.getByText('Nothing').click()
  await expect.poll(() => actions()['Nothing']).toBeDefined()
  await page.getByText('Part').click()
  await page.getByText('Secret').click()
  await page.getByText('Two').click()
  await page.goto('about:blank')

  await expect.poll(() => Object.keys(actions()).length).toBe(7)
  expect(JSON.parse(String(actions()['Heart']?.fields['action_target'])).selector).toBe(
    'html>body>my-card::shadow>#box>i:nth-of-type(2)',
  )
  const { Load, Fail, Nothing, Part } = actions()
  expect(actions()['Masked Element']).toBeDefined()
  expect(Load?.fields).toMatchObject({
    action_resource_count: 1,
    action_error_count: 0,
    action_frustration_types: '[]',
  })
  const slow = intake
    .points('resource')
    .find(({ fields }) => fields['resource_url_path'] === '/api/slow')
  // To a millisecond: times of lines are whole ones.
  expect(Number(Load?.time) + Number(Load?.fields['duration']) / 1e6 + 1).toBeGreaterThanOrEqual(
    Number(slow?.time) + Number(slow?.fields['duration']) / 1e6,
  )
  expect(slow?.fields['action_id']).toBe(Load?.fields['action_id'])
  expect(Fail?.fields).toMatchObject({
    action_error_count: 1,
    action_frustration_types: '["error_click"]',
  })
  expect(JSON.parse(String(Fail?.fields['action_target']))).toMatchObject({ selector: '#fail' })
  expect(intake.points('error')[0]?.fields['action_id']).toBe(Fail?.fields['action_id'])
  expect(Nothing?.fields).toMatchObject({ action_frustration_types: '["dead_click"]' })
  expect(Nothing?.fields).not.toHaveProperty('duration')
  expect(Part?.fields).toMatchObject({ action_frustration_types: '[]' })
  expect(intake.points('view').some(({ fields }) => Number(fields['frustration_count']) >= 2)).toBe(
    true,
  )
})

test('actions: three clicks in a second at one place are one rage', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = `<button style="user-select: none" onclick="this.title += '.'">Again</button>`
  await page.goto(site.page('/rage', toPage(`${SYNC_TAG}<script>${initCall()}</script>`, body)))
  await page.getByRole('button').click({ clickCount: 4 })
  await page.goto('about:blank')
  const frustrations = () =>
    intake.points('action').map(({ fields }) => String(fields['action_frustration_types']))
  await expect.poll(() => frustrations().length).toBeGreaterThanOrEqual(4)
  const clicks = new Map(intake.points('action').map((each) => [each.fields['action_id'], each]))
  const rages = [...clicks.values()].filter(
    ({ fields }) => fields['action_frustration_types'] === '["rage_click"]',
  )
  expect(clicks.size).toBe(4)
  expect(rages).toHaveLength(1)
})
