import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import { captureReports } from '../../core/captureReports.testkit.ts'
import type { Timestamp } from '../../core/time.ts'
import type { AssembledEvent } from '../rawEvent.ts'
import type { View, ViewOptions } from './view.ts'
import { countEvent, createView, redirectView, toViewEvent } from './view.ts'
import { createViewMethods } from './viewMethods.ts'

const AT = 1_764_000_000_000 as Timestamp
const LATER = (AT + 1500) as Timestamp

function routeView(options?: ViewOptions) {
  const url = 'https://shop.example/orders/42?tab=2'
  return createView({ startedAt: AT, loadingType: 'route_change', url, referrer: '' }, options)
}

function fieldsOf(view: View): FieldsOf<'view'> {
  return toViewEvent(view, LATER).fields
}

function methodsOf(t: TestContext) {
  const said = captureReports(t)
  const view = routeView()
  return {
    view,
    said,
    methods: createViewMethods(
      () => view,
      (edit) => edit(view),
    ),
  }
}

test('a view is named after its path unless the page says otherwise', (t) => {
  fakePage(t)
  assert.equal(routeView().tags.view_name, '/orders/?')
  assert.equal('service' in routeView().tags, false)
  const given = { name: 'Order', service: 'orders', version: '7', context: { step: 1 } }
  const { tags, context } = routeView(given)
  assert.deepEqual([tags.view_name, tags.service, tags.version], ['Order', 'orders', '7'])
  assert.deepEqual(context, given.context)
  assert.notEqual(context, given.context)
})

test('timings are since the start of the view, in ns, from either kind of time', (t) => {
  const { view, methods, said } = methodsOf(t)
  methods.addTiming({ at: LATER }, 'now')
  methods.addTiming({ at: LATER }, 'relative', 12.5)
  methods.addTiming({ at: LATER }, 'epoch', AT + 20)
  methods.addTiming({ at: LATER }, 'first paint!', 1)
  methods.addTiming({ at: LATER }, 'first paint!', 2)
  assert.equal(
    fieldsOf(view).custom_timings,
    '{"now":1500000000,"relative":12500000,"epoch":20000000,"first_paint_":2000000}',
  )
  const before = view.timings
  methods.addTiming({ at: LATER }, 'bad', 'soon' as never)
  methods.addTiming({ at: LATER }, 'bad', Symbol('time') as never)
  methods.addTiming({ at: LATER }, Symbol('name') as never)
  assert.equal(view.timings, before)
  assert.deepEqual(said, ['warn: addTiming takes a name and a time in ms. This call is ignored.'])
})

test('a view without timings has no field for them', () => {
  assert.equal(fieldsOf(routeView()).custom_timings, undefined)
})

test('a view keeps and gives copies of its context', (t) => {
  const { view, methods } = methodsOf(t)
  const given = { cart: { items: 1 } }
  methods.setContext(given)
  given.cart.items = 2
  methods.setContextProperty('coupon', 'X')
  assert.deepEqual(view.context, { cart: { items: 1 }, coupon: 'X' })
  Object.assign(methods.getContext(), { coupon: 'changed' })
  assert.deepEqual(methods.getContext(), { cart: { items: 1 }, coupon: 'X' })
})

test('only what happened in a view is counted in it, frustrations by their number', () => {
  const view = routeView()
  const event = (measurement: AssembledEvent['measurement'], more = {}): AssembledEvent => ({
    measurement,
    time: LATER,
    tags: { view_id: view.tags.view_id },
    fields: {},
    context: {},
    ...more,
  })
  const fields = { action_frustration_types: '["rage_click","error_click"]' }
  assert.equal(countEvent(view, event('action', { fields })), true)
  assert.equal(countEvent(view, event('error')), true)
  assert.equal(countEvent(view, event('error', { tags: { view_id: 'other' } })), false)
  assert.equal(countEvent(view, event('view')), false)
  assert.deepEqual(view.counts, { error: 1, resource: 0, long_task: 0, action: 1, frustration: 2 })
})

test('a view that was redirected is that of the other page, under the name that the page gave it', (t) => {
  fakePage(t)
  const [automatic, named] = [routeView(), routeView({ name: 'Order' })]
  for (const view of [automatic, named]) {
    redirectView(view, 'https://shop.example/new?from=42')
    assert.deepEqual([view.tags.view_path, view.fields.view_url_query], ['/new', '{"from":"42"}'])
    assert.equal(view.url, view.tags.view_url)
  }
  assert.deepEqual([automatic.tags.view_name, named.tags.view_name], ['/new', 'Order'])
})
