import type { Place, Widget } from './dashboard.ts'

export const COLUMNS = 12
export const MIN_SIZE = { w: 2, h: 2 } as const
export const MAX_HEIGHT = 12

/** Brings a place into the grid. */
export function clampPlace({ x, y, w, h }: Place): Place {
  const width = Math.min(Math.max(Math.round(w), MIN_SIZE.w), COLUMNS)
  return {
    x: Math.min(Math.max(Math.round(x), 0), COLUMNS - width),
    y: Math.max(Math.round(y), 0),
    w: width,
    h: Math.min(Math.max(Math.round(h), MIN_SIZE.h), MAX_HEIGHT),
  }
}

export function overlaps(one: Place, other: Place): boolean {
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  )
}

/** Order of reading: by rows, then from the left. It is the order on a narrow screen, too. */
export function sortByPlace(widgets: readonly Widget[]): Widget[] {
  return [...widgets].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x)
}

/**
 * Puts a widget at a place. Widgets in its way move down, and all move up as far as there is room, so that the grid has
 * no empty rows and no two widgets overlap.
 */
export function placeWidget(widgets: readonly Widget[], id: string, wanted: Place): Widget[] {
  const moved = widgets.find((one) => one.id === id)
  if (moved === undefined) {
    return [...widgets]
  }
  const place = clampPlace(wanted)
  const others = sortByPlace(widgets.filter((one) => one.id !== id))
  // Moving down means to stand below the neighbour that is there, and not to push it ahead.
  const passes = (one: Widget): boolean =>
    place.y > moved.place.y &&
    overlaps(one.place, { ...place, y: moved.place.y, h: place.y - moved.place.y + place.h }) &&
    one.place.y + one.place.h / 2 <= place.y + place.h
  const above = others.filter((one) => one.place.y < place.y || passes(one))
  const below = others.filter((one) => !above.includes(one))
  return inOrderOf(widgets, settle([...above, { ...moved, place }, ...below]))
}

/** Removes the empty space above each widget. */
export function compact(widgets: readonly Widget[]): Widget[] {
  return inOrderOf(widgets, settle(sortByPlace(widgets)))
}

/** Lets each widget, in this order, fall up onto those before it. */
function settle(ordered: readonly Widget[]): Widget[] {
  const settled: Widget[] = []
  for (const widget of ordered) {
    const { x, w } = widget.place
    const y = settled
      .filter(({ place }) => place.x < x + w && x < place.x + place.w)
      .reduce((lowest, { place }) => Math.max(lowest, place.y + place.h), 0)
    settled.push({ ...widget, place: { ...widget.place, y } })
  }
  return settled
}

/** The order of the list is kept, so that moving a widget makes no element of the page anew. */
function inOrderOf(widgets: readonly Widget[], settled: readonly Widget[]): Widget[] {
  return widgets.flatMap(({ id }) => settled.find((one) => one.id === id) ?? [])
}

/** Finds room for a new widget: the first free place from the top. */
export function findRoom(widgets: readonly Widget[], { w, h }: Pick<Place, 'w' | 'h'>): Place {
  const bottom = widgets.reduce((most, { place }) => Math.max(most, place.y + place.h), 0)
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x + w <= COLUMNS; x++) {
      const place = { x, y, w, h }
      if (!widgets.some((one) => overlaps(one.place, place))) {
        return place
      }
    }
  }
  return { x: 0, y: bottom, w, h }
}
