import type { Dashboard, Widget } from './dashboard.ts'

/** A widget for tests: the number of sessions. */
export function toWidget(change: Partial<Widget> = {}): Widget {
  return {
    id: 'w1',
    kind: 'value',
    title: '',
    list: 'sessions',
    query: '',
    measures: ['count'],
    by: [],
    part: '',
    limit: 10,
    place: { x: 0, y: 0, w: 4, h: 2 },
    ...change,
  }
}

/** A stored dashboard for tests. */
export function toDashboard(change: Partial<Dashboard> = {}): Dashboard {
  return {
    id: 'd1',
    name: 'Mine',
    appId: '',
    isPrivate: false,
    isBuiltIn: false,
    bindings: [],
    variables: [],
    widgets: [toWidget()],
    ...change,
  }
}
