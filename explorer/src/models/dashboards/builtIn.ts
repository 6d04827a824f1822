import type { Dashboard, Variable, Widget } from './dashboard.ts'

export const BUILT_IN_IDS = ['overview', 'performance', 'errors', 'resources'] as const
export type BuiltInId = (typeof BUILT_IN_IDS)[number]

type Cell = [x: number, y: number, w: number, h: number]
type Parts = Partial<Omit<Widget, 'place' | 'kind' | 'list'>>

function widget(kind: Widget['kind'], list: Widget['list'], cell: Cell, parts: Parts): Widget {
  const [x, y, w, h] = cell
  return {
    id: `${kind}-${x}-${y}`,
    kind,
    title: '',
    list,
    query: VARIABLES.map(({ name }) => `$${name}`).join(' '),
    measures: ['count'],
    by: [],
    part: '',
    limit: 10,
    place: { x, y, w, h },
    ...parts,
  }
}

/** Fields that sessions and all events have. */
const VARIABLES: readonly Variable[] = ['env', 'version', 'country'].map((key) => ({
  name: key,
  key,
  value: '',
}))

const LCP = 'largest_contentful_paint'
const INP = 'interaction_to_next_paint'
const CLS = 'cumulative_layout_shift'
const FCP = 'first_contentful_paint'
const TTFB = 'first_byte'
const CRASH_FREE = '-session_has_crashed:true'
const FAILED = 'resource_status:>=400'

/** Names of widgets that say more than their measures do. */
export type BuiltInTitle =
  | 'crashFree'
  | 'affectedUsers'
  | 'affectedSessions'
  | 'unhandled'
  | 'failedShare'
  | 'failed'
  | 'transferred'
  | 'paints'
  | 'pages'
  | 'slowPages'
  | 'requests'
  | 'slowRequests'
  | 'groups'

interface Texts {
  name(id: BuiltInId): string
  title(key: BuiltInTitle): string
}

/** Returns the dashboards that come with the explorer, in the language of the texts. */
export function listBuiltIn(texts: Texts): Dashboard[] {
  return BUILT_IN_IDS.map((id) => {
    const { bindings, widgets } = PARTS[id](texts)
    return {
      id,
      name: texts.name(id),
      appId: '',
      isPrivate: false,
      isBuiltIn: true,
      bindings: bindings.map((key) => ({ key, value: '*' })),
      variables: VARIABLES,
      widgets,
    }
  })
}

interface Content {
  bindings: readonly string[]
  widgets: readonly Widget[]
}

const PARTS: Readonly<Record<BuiltInId, (texts: Texts) => Content>> = {
  overview: ({ title }) => ({
    bindings: ['version', 'app_id'],
    widgets: [
      widget('value', 'sessions', [0, 0, 2, 2], {}),
      widget('value', 'sessions', [2, 0, 2, 2], { measures: ['users'] }),
      widget('value', 'sessions', [4, 0, 2, 2], {
        title: title('crashFree'),
        measures: ['share'],
        part: CRASH_FREE,
      }),
      widget('value', 'views', [6, 0, 2, 2], {}),
      widget('value', 'actions', [8, 0, 2, 2], {}),
      widget('value', 'errors', [10, 0, 2, 2], {}),
      widget('timeSeries', 'sessions', [0, 2, 6, 4], {}),
      widget('timeSeries', 'errors', [6, 2, 6, 4], { by: ['error_source'], limit: 6 }),
      widget('vital', 'views', [0, 6, 4, 2], { measures: [LCP] }),
      widget('vital', 'views', [4, 6, 4, 2], { measures: [INP] }),
      widget('vital', 'views', [8, 6, 4, 2], { measures: [CLS] }),
      widget('table', 'views', [0, 8, 7, 5], {
        title: title('pages'),
        measures: ['count', 'users', 'p75(loading_time)', `p75(${LCP})`],
        by: ['view_path_group'],
        limit: 9,
      }),
      widget('topList', 'errors', [7, 8, 5, 5], { by: ['error_message'], limit: 9 }),
      widget('topList', 'sessions', [0, 13, 3, 4], { by: ['browser'], limit: 6 }),
      widget('topList', 'sessions', [3, 13, 3, 4], { by: ['country'], limit: 6 }),
      widget('topList', 'sessions', [6, 13, 3, 4], { by: ['os'], limit: 6 }),
      widget('topList', 'sessions', [9, 13, 3, 4], { by: ['version'], limit: 6 }),
    ],
  }),
  performance: ({ title }) => ({
    bindings: ['view_path_group'],
    widgets: [
      widget('vital', 'views', [0, 0, 4, 2], { measures: [LCP] }),
      widget('vital', 'views', [4, 0, 4, 2], { measures: [INP] }),
      widget('vital', 'views', [8, 0, 4, 2], { measures: [CLS] }),
      widget('timeSeries', 'views', [0, 2, 8, 4], {
        title: title('paints'),
        measures: [`p75(${TTFB})`, `p75(${FCP})`, `p75(${LCP})`],
      }),
      widget('vital', 'views', [8, 2, 4, 2], { measures: [FCP] }),
      widget('vital', 'views', [8, 4, 4, 2], { measures: [TTFB] }),
      widget('table', 'views', [0, 6, 8, 6], {
        title: title('slowPages'),
        measures: ['count', 'p75(loading_time)', `p75(${LCP})`, `p75(${INP})`, `p75(${CLS})`],
        by: ['view_path_group'],
        limit: 12,
      }),
      widget('distribution', 'views', [8, 6, 4, 3], { measures: [LCP] }),
      widget('distribution', 'views', [8, 9, 4, 3], { measures: ['loading_time'] }),
      widget('topList', 'views', [0, 12, 4, 4], {
        measures: [`p75(${LCP})`],
        by: ['country'],
        limit: 6,
      }),
      widget('topList', 'views', [4, 12, 4, 4], {
        measures: [`p75(${LCP})`],
        by: ['browser'],
        limit: 6,
      }),
      widget('topList', 'longTasks', [8, 12, 4, 4], {
        measures: ['sum(duration)'],
        by: ['view_path_group'],
        limit: 6,
      }),
    ],
  }),
  errors: ({ title }) => ({
    bindings: ['fingerprint', 'version'],
    widgets: [
      widget('value', 'errors', [0, 0, 3, 2], {}),
      widget('value', 'errors', [3, 0, 3, 2], {
        title: title('affectedUsers'),
        measures: ['users'],
      }),
      widget('value', 'errors', [6, 0, 3, 2], {
        title: title('affectedSessions'),
        measures: ['sessions'],
      }),
      widget('value', 'errors', [9, 0, 3, 2], {
        title: title('unhandled'),
        measures: ['share'],
        part: 'error_handling:unhandled',
      }),
      widget('timeSeries', 'errors', [0, 2, 8, 4], { by: ['error_type'], limit: 6 }),
      widget('topList', 'errors', [8, 2, 4, 4], { by: ['error_source'], limit: 6 }),
      widget('table', 'errors', [0, 6, 8, 6], {
        title: title('groups'),
        measures: ['count', 'users', 'sessions'],
        by: ['error_type', 'error_message'],
        limit: 12,
      }),
      widget('topList', 'errors', [8, 6, 4, 3], { by: ['version'], limit: 5 }),
      widget('topList', 'errors', [8, 9, 4, 3], { by: ['view_path_group'], limit: 5 }),
      widget('topList', 'errors', [0, 12, 4, 4], { by: ['browser'], limit: 6 }),
      widget('topList', 'errors', [4, 12, 4, 4], { by: ['os'], limit: 6 }),
      widget('topList', 'errors', [8, 12, 4, 4], { by: ['country'], limit: 6 }),
    ],
  }),
  resources: ({ title }) => ({
    bindings: ['resource_url_path_group', 'resource_url_host'],
    widgets: [
      widget('value', 'resources', [0, 0, 3, 2], {}),
      widget('value', 'resources', [3, 0, 3, 2], { measures: ['p75(duration)'] }),
      widget('value', 'resources', [6, 0, 3, 2], {
        title: title('failedShare'),
        measures: ['share'],
        part: FAILED,
      }),
      widget('value', 'resources', [9, 0, 3, 2], {
        title: title('transferred'),
        measures: ['sum(resource_size)'],
      }),
      widget('timeSeries', 'resources', [0, 2, 6, 4], {
        measures: ['p75(duration)'],
        by: ['resource_type'],
        limit: 6,
      }),
      widget('timeSeries', 'resources', [6, 2, 6, 4], {
        title: title('failed'),
        query: `$env $version $country ${FAILED}`,
        by: ['resource_status'],
        limit: 6,
      }),
      widget('table', 'resources', [0, 6, 8, 6], {
        title: title('requests'),
        measures: ['count', 'p75(duration)', 'p95(duration)', 'share'],
        part: FAILED,
        by: ['resource_url_host', 'resource_url_path_group'],
        limit: 12,
      }),
      widget('topList', 'resources', [8, 6, 4, 3], {
        measures: ['sum(resource_size)'],
        by: ['resource_url_host'],
        limit: 5,
      }),
      widget('topList', 'resources', [8, 9, 4, 3], { by: ['resource_type'], limit: 5 }),
      widget('distribution', 'resources', [0, 12, 4, 4], { measures: ['duration'] }),
      widget('topList', 'resources', [4, 12, 4, 4], {
        measures: ['p75(duration)'],
        by: ['country'],
        limit: 6,
      }),
      widget('topList', 'resources', [8, 12, 4, 4], {
        title: title('slowRequests'),
        measures: ['p75(duration)'],
        by: ['resource_url_path_group'],
        limit: 6,
      }),
    ],
  }),
}
