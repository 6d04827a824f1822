import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Place, Widget } from './dashboard.ts'
import { toWidget } from './dashboards.testkit.ts'
import { COLUMNS, clampPlace, compact, findRoom, overlaps, placeWidget } from './layout.ts'

const grid = (...places: [x: number, y: number, w: number, h: number][]): Widget[] =>
  places.map(([x, y, w, h], index) => toWidget({ id: `w${index}`, place: { x, y, w, h } }))

const placesOf = (widgets: readonly Widget[]): number[][] =>
  widgets.map(({ place: { x, y, w, h } }) => [x, y, w, h])

test('a widget that moves right changes places with nobody while there is room', () => {
  const widgets = grid([0, 0, 4, 2], [0, 2, 12, 4])
  assert.deepEqual(placesOf(placeWidget(widgets, 'w0', { x: 3, y: 0, w: 4, h: 2 })), [
    [3, 0, 4, 2],
    [0, 2, 12, 4],
  ])
})

test('widgets in the way move down', () => {
  const widgets = grid([0, 0, 6, 2], [6, 0, 6, 2])
  assert.deepEqual(placesOf(placeWidget(widgets, 'w0', { x: 4, y: 0, w: 6, h: 2 })), [
    [4, 0, 6, 2],
    [6, 2, 6, 2],
  ])
})

test('a widget that moves down by a row stands below its neighbour, and up again above it', () => {
  const widgets = grid([0, 0, 6, 2], [0, 2, 6, 2])
  const down = placeWidget(widgets, 'w0', { x: 0, y: 2, w: 6, h: 2 })
  assert.deepEqual(placesOf(down), [
    [0, 2, 6, 2],
    [0, 0, 6, 2],
  ])
  assert.deepEqual(placesOf(placeWidget(down, 'w0', { x: 0, y: 0, w: 6, h: 2 })), placesOf(widgets))
})

test('a widget that grows pushes those below it down', () => {
  const widgets = grid([0, 0, 6, 2], [0, 2, 6, 2])
  assert.deepEqual(placesOf(placeWidget(widgets, 'w0', { x: 0, y: 0, w: 12, h: 4 })), [
    [0, 0, 12, 4],
    [0, 4, 6, 2],
  ])
})

test('what was removed leaves no gap', () => {
  assert.deepEqual(placesOf(compact(grid([0, 3, 6, 2], [6, 7, 6, 2]))), [
    [0, 0, 6, 2],
    [6, 0, 6, 2],
  ])
})

test('a new widget takes the first free place from the top', () => {
  assert.deepEqual(findRoom(grid([0, 0, 6, 2], [0, 2, 12, 2]), { w: 6, h: 2 }), {
    x: 6,
    y: 0,
    w: 6,
    h: 2,
  })
  assert.deepEqual(findRoom(grid([0, 0, 8, 2]), { w: 6, h: 2 }), { x: 0, y: 2, w: 6, h: 2 })
  assert.deepEqual(findRoom([], { w: 6, h: 2 }), { x: 0, y: 0, w: 6, h: 2 })
})

test('after any moves all widgets are inside the grid and none overlap', () => {
  const place: fc.Arbitrary<Place> = fc.record({
    x: fc.integer({ min: -5, max: 20 }),
    y: fc.integer({ min: -5, max: 20 }),
    w: fc.integer({ min: -1, max: 20 }),
    h: fc.integer({ min: -1, max: 20 }),
  })
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(7), place)),
      (start, moves) => {
        let widgets = compact(
          start.map((one, index) => toWidget({ id: `w${index}`, place: clampPlace(one) })),
        )
        for (const [index, to] of moves) {
          widgets = placeWidget(widgets, `w${index}`, to)
        }
        widgets.forEach((one, index) => {
          assert.ok(one.place.x >= 0 && one.place.x + one.place.w <= COLUMNS && one.place.y >= 0)
          for (const other of widgets.slice(index + 1)) {
            assert.ok(!overlaps(one.place, other.place))
          }
        })
      },
    ),
    { numRuns: 300 },
  )
})
