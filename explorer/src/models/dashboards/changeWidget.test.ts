import assert from 'node:assert/strict'
import test from 'node:test'
import { LIST_TYPES } from '../explorer/listType.ts'
import { toKindChange, toListChange } from './changeWidget.ts'
import { WIDGET_KINDS } from './dashboard.ts'
import { toWidget } from './dashboards.testkit.ts'
import { findWidgetProblem } from './widgetQuestion.ts'

test('a widget that becomes any other kind, or is about any other rows, can be asked about', () => {
  for (const from of WIDGET_KINDS) {
    const start = toWidget(toKindChange(toWidget(), from))
    for (const to of WIDGET_KINDS) {
      const changed = { ...start, ...toKindChange(start, to) }
      assert.equal(findWidgetProblem(changed), undefined, `${from} to ${to}`)
    }
    for (const list of LIST_TYPES.filter((one) => from !== 'distribution' || one !== 'logs')) {
      const changed = { ...start, ...(from !== 'vital' && toListChange(start, list)) }
      assert.equal(findWidgetProblem(changed), undefined, `${from} of ${list}`)
    }
  }
})

test('numbers and groups that the new kind can show are kept', () => {
  const table = toWidget({ kind: 'table', measures: ['users', 'count'], by: ['os', 'env'] })
  assert.deepEqual(toKindChange(table, 'topList'), {
    kind: 'topList',
    measures: ['users'],
    by: ['os'],
  })
  assert.deepEqual(toKindChange(table, 'value'), { kind: 'value', measures: ['users'], by: [] })
})
