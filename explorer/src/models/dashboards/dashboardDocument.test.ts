import assert from 'node:assert/strict'
import test from 'node:test'
import { isBoundTo, parseBindings, printBindings } from './bindings.ts'
import {
  parseBody,
  parseDashboardDocument,
  parseFile,
  printFile,
  toDashboardDraft,
} from './dashboardDocument.ts'
import { toDashboard, toWidget } from './dashboards.testkit.ts'
import { parseDashboardUrl, toDashboardUrl } from './dashboardUrl.ts'

const dashboard = toDashboard({
  appId: 'shop',
  bindings: [
    { key: 'version', value: '2.*' },
    { key: 'user_name', value: 'Ada L.' },
  ],
  variables: [{ name: 'env', key: 'env', value: 'prod' }],
  widgets: [toWidget({ query: '$env' })],
})

test('a dashboard that is stored and read again is the same', () => {
  const draft = toDashboardDraft(dashboard)
  assert.equal(draft.bound_to, 'version:2.* user_name:"Ada L."')
  const document = {
    ...draft,
    id: 'd1',
    updated_at: 1,
    body: JSON.parse(JSON.stringify(draft.body)),
  }
  assert.deepEqual(parseDashboardDocument(document), dashboard)
})

test('a file that is exported and imported again has the same content', () => {
  const { name, bindings, variables, widgets } = dashboard
  assert.deepEqual(parseFile(printFile(dashboard)), { name, bindings, variables, widgets })
})

test('a file of a later version is refused as such', () => {
  const file = printFile(dashboard).replace('"version": 1', '"version": 2')
  assert.deepEqual(parseFile(file), { problem: 'newer' })
})

const FILES: readonly (readonly [text: string, problem: string])[] = [
  ['', 'notDashboard'],
  ['{', 'notDashboard'],
  ['null', 'notDashboard'],
  ['{"kind":"something","name":"x","version":1}', 'notDashboard'],
  [printFile(dashboard).replace('"timeSeries"', '"pie"').replace('"value",', '"pie",'), 'broken'],
  [printFile({ ...dashboard, widgets: [toWidget(), toWidget()] }), 'broken'],
  [printFile(dashboard).replace('"limit": 10', '"limit": 1e9'), 'broken'],
]

for (const [text, problem] of FILES) {
  test(`refuses a file whole, as ${problem}: ${text.slice(0, 40).replace(/\s+/g, ' ')}`, () => {
    assert.deepEqual(parseFile(text), { problem })
  })
}

test('a body of before, or of anything else, is broken and not an exception', () => {
  for (const body of [undefined, {}, { version: 1 }, { version: 1, widgets: [1], variables: [] }]) {
    assert.deepEqual(parseBody(body), { problem: 'broken' })
  }
})

test('widgets of a body are brought into the grid', () => {
  const body = {
    version: 1,
    variables: [],
    widgets: [{ ...toWidget(), place: { x: 40, y: 9, w: 99, h: 0 } }],
  }
  const parsed = parseBody(body)
  assert.deepEqual('widgets' in parsed && parsed.widgets[0]?.place, { x: 0, y: 0, w: 12, h: 2 })
})

test('bindings are terms; other texts bind nothing', () => {
  assert.deepEqual(parseBindings(printBindings(dashboard.bindings)), dashboard.bindings)
  assert.deepEqual(parseBindings('/cart'), [])
  assert.deepEqual(parseBindings('has:x -a:b env:(a OR b) version:1'), [
    { key: 'version', value: '1' },
  ])
})

const BOUND: readonly (readonly [value: string, found: string, isBound: boolean])[] = [
  ['2.3.1', '2.3.1', true],
  ['2.3.1', '2.3.10', false],
  ['2.*', '2.3.1', true],
  ['2.*', '12.3', false],
  ['*', 'anything', true],
  ['*', '', false],
  ['/Check*', '/checkout', true],
  ['a(*', 'a(b', true],
]

for (const [value, found, isBound] of BOUND) {
  test(`${value} is ${isBound ? '' : 'not '}bound to "${found}"`, () =>
    assert.equal(isBoundTo({ key: 'x', value }, found), isBound))
}

test('an address keeps range, search, choices and the mark', () => {
  const url =
    '/dashboards/a%2Fb?query=env%3Aprod&app_id=shop&range=7d&var.version=2.*&at=5&var.env='
  const search = url.split('?')[1] ?? ''
  const screen = parseDashboardUrl(search)
  assert.equal(screen.markedAt, 5)
  assert.deepEqual(screen.chosen, { version: '2.*', env: '' })
  assert.equal(toDashboardUrl('a/b', screen), url)
  assert.equal(toDashboardUrl('x'), '/dashboards/x')
})
