import assert from 'node:assert/strict'
import test from 'node:test'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { listBuiltIn } from './builtIn.ts'
import { COLUMNS, compact, overlaps } from './layout.ts'
import { findWidgetProblem } from './widgetQuestion.ts'

const dashboards = listBuiltIn({ name: (id) => id, title: (key) => key })

for (const { id, widgets, bindings } of dashboards) {
  test(`${id}: its widgets can all be asked about, and stand without gaps or overlaps`, () => {
    assert.equal(new Set(widgets.map((one) => one.id)).size, widgets.length)
    assert.deepEqual(compact(widgets), widgets)
    widgets.forEach((widget, index) => {
      assert.equal(findWidgetProblem(widget), undefined, widget.id)
      assert.ok(widget.place.x + widget.place.w <= COLUMNS)
      assert.ok(widgets.slice(index + 1).every((other) => !overlaps(widget.place, other.place)))
      for (const key of widget.by) {
        assert.ok(FIELD_INDEX.find(key) && FIELD_INDEX.appliesTo(widget.list, key), key)
      }
    })
  })
  test(`${id}: it is bound to fields that there are`, () => {
    assert.ok(bindings.length > 0)
    assert.ok(bindings.every(({ key }) => FIELD_INDEX.find(key)))
  })
}
