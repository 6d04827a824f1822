import assert from 'node:assert/strict'
import test from 'node:test'
import { sendWeek } from '../../../demo/week/sendWeek.ts'
import { listBuiltIn } from '../../../explorer/src/models/dashboards/builtIn.ts'
import type { Widget } from '../../../explorer/src/models/dashboards/dashboard.ts'
import { planQuestions } from '../../../explorer/src/models/dashboards/widgetQuestion.ts'
import { FIELD_INDEX } from '../../../explorer/src/models/fields/fieldIndex.ts'
import type { MeasuredGroup, Measures } from '../../../protocol/analytics.ts'
import { parseMeasure } from '../../../protocol/measure.ts'
import { isVitalKey, VITAL_THRESHOLDS } from '../../../protocol/vitalThresholds.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import { openStore } from '../store/openStore.ts'

/** Every number of the built-in dashboards against plain arithmetic over the stored events of a made-up week. */
const DAY = 86_400_000
const END = Math.floor(Date.now() / DAY) * DAY
const window = { from: END - 7 * DAY, to: END }
const directory = makeDirectory()

interface Raw {
  type: string
  session: string
  texts: Record<string, string>
  numbers: Record<string, number | null>
}

/** Columns of raw events, by the keys that the widgets name. */
const TEXTS = {
  userid: 'userid',
  browser: 'browser',
  os: 'os',
  country: 'country',
  version: 'version',
  view_path_group: 'view_path_group',
  error_message: 'name',
  error_type: 'sub_type',
  resource_type: 'sub_type',
  error_source: 'source',
  resource_status: 'status',
  resource_url_host: 'resource_host',
  resource_url_path_group: 'resource_path_group',
  error_handling: "tags['error_handling']",
}
const NUMBERS = {
  duration: 'if(duration = 0, NULL, duration)',
  resource_size: 'size',
  largest_contentful_paint: 'lcp',
  interaction_to_next_paint: 'inp',
  first_contentful_paint: 'fcp',
  first_byte: 'ttfb',
  cumulative_layout_shift: 'cls',
  loading_time: 'loading_time',
}
const toMap = (columns: Record<string, string>, cast: string): string =>
  `map(${Object.entries(columns)
    .map(([key, column]) => `'${key}', ${cast}(${column})`)
    .join(', ')})`

let events: Raw[] = []
let sessions: Raw[] = []
const answers = new Map<string, Measures>()
const widgets = listBuiltIn({ name: (id) => id, title: (key) => key }).flatMap((one) =>
  one.widgets.map((widget) => ({ ...widget, id: `${one.id} ${widget.id}` })),
)
const plans = planQuestions(widgets, {
  range: window,
  window,
  zone: 'UTC',
  appId: undefined,
  query: '',
  variables: [],
  chosen: {},
  fields: FIELD_INDEX,
})

test.before(async () => {
  const collector = await startTestCollector(directory.path)
  await sendWeek({ url: collector.url, sessions: 120, seed: 'widgets', end: END })
  for (const { question } of new Set(plans.values())) {
    const params = Object.entries(question.params).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    )
    const url = `${question.path}?${new URLSearchParams(params)}`
    const response = await collector.server.inject({ url })
    assert.equal(response.statusCode, 200, response.body)
    answers.set(JSON.stringify(question), response.json())
  }
  await collector.stop()
  const store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  const rows = await store.query<Raw & { texts: [string, string][] }>(
    `SELECT toString(type) AS type, session_id AS session,
  ${toMap(TEXTS, 'toString')} AS texts, ${toMap(NUMBERS, 'toNullable')} AS numbers
FROM rum.events FINAL WHERE ts >= fromUnixTimestamp64Milli(${window.from}) AND ts < fromUnixTimestamp64Milli(${window.to})`,
  )
  await store.close()
  events = rows
  const bySession = new Map<string, Raw[]>()
  for (const event of events) {
    bySession.set(event.session, [...(bySession.get(event.session) ?? []), event])
  }
  sessions = [...bySession]
    .filter(([id]) => id !== '')
    .map(([session, own]) => toSession(session, own))
})
test.after(() => directory.remove())

/** Takes the highest of several values, as everywhere. */
function toSession(session: string, own: readonly Raw[]): Raw {
  const keys = Object.keys(TEXTS)
  const texts = keys.map((key) => [
    key,
    own
      .map((one) => one.texts[key] ?? '')
      .sort()
      .at(-1) ?? '',
  ])
  const hasCrashed = own.some(
    ({ type, texts: { error_handling: handling } }) => type === 'error' && handling === 'unhandled',
  )
  return {
    type: 'session',
    session,
    texts: { ...Object.fromEntries(texts), hasCrashed: String(hasCrashed) },
    numbers: {},
  }
}

const TYPES: Record<string, string> = {
  views: 'view',
  actions: 'action',
  errors: 'error',
  resources: 'resource',
  longTasks: 'long_task',
}

/** The searches that the built-in widgets have. */
const SEARCHES: Record<string, (row: Raw) => boolean> = {
  '-session_has_crashed:true': ({ texts }) => texts['hasCrashed'] === 'false',
  'error_handling:unhandled': ({ texts }) => texts['error_handling'] === 'unhandled',
  'resource_status:>=400': ({ texts }) => Number(texts['resource_status']) >= 400,
}

function findRows({ list, query }: Pick<Widget, 'list' | 'query'>): Raw[] {
  const all = list === 'sessions' ? sessions : events.filter(({ type }) => type === TYPES[list])
  const terms = query.split(' ').filter((term) => term !== '' && !term.startsWith('$'))
  return all.filter((row) => terms.every((term) => SEARCHES[term]?.(row)))
}

const distinct = (values: readonly string[]): number =>
  new Set(values.filter((one) => one !== '')).size

function compute(text: string, rows: readonly Raw[], part: string): number | null {
  const measure = parseMeasure(text)
  assert.ok(measure)
  if (measure.of === 'rows') {
    const found = rows.filter((row) => SEARCHES[part]?.(row)).length
    return {
      count: rows.length,
      sessions: distinct(rows.map(({ session }) => session)),
      users: distinct(rows.map(({ texts }) => texts['userid'] ?? '')),
      part: found,
      share: rows.length === 0 ? null : found / rows.length,
    }[measure.name]
  }
  const values = rows.flatMap(({ numbers }) => numbers[measure.key] ?? []).map(Number)
  if (values.length === 0) {
    return null
  }
  const share = (fits: (value: number) => boolean): number =>
    values.filter(fits).length / values.length
  const [good, poor] = isVitalKey(measure.key) ? VITAL_THRESHOLDS[measure.key] : [0, 0]
  switch (measure.name) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0)
    case 'good':
      return share((value) => value <= good)
    case 'poor':
      return share((value) => value > poor)
    default:
      return Number.NaN // a percentile: see `checkPercentile`
  }
}

/** At least so many values are up to a percentile and not many more, within the half percent that resources have. */
function checkPercentile(text: string, rows: readonly Raw[], value: number | null): void {
  const [, level = '', key = ''] = /^p(\d+)\((.+)\)$/.exec(text) ?? []
  const values = rows.flatMap(({ numbers }) => numbers[key] ?? []).map(Number)
  const rank = (limit: number): number => values.filter((one) => one <= limit).length
  const wanted = (values.length * Number(level)) / 100
  const room = 1 + values.length / 100
  assert.ok(value !== null && rank(value * 1.01) >= wanted - room, `${text} ${value}`)
  assert.ok(rank(value * 0.99) <= wanted + room, `${text} ${value}`)
}

function checkNumbers(
  widget: Widget,
  measures: readonly string[],
  rows: readonly Raw[],
  totals: readonly (number | null)[],
): void {
  measures.forEach((measure, place) => {
    const expected = compute(measure, rows, widget.part)
    if (Number.isNaN(expected)) {
      checkPercentile(measure, rows, totals[place] ?? null)
    } else {
      assert.equal(totals[place], expected, `${widget.id} ${measure}`)
    }
  })
}

function checkGroups(widget: Widget, groups: readonly MeasuredGroup[]): void {
  const all = findRows(widget)
  const keyOf = (row: Raw): string => widget.by.map((key) => row.texts[key] ?? '').join('\n')
  for (const { values, totals } of groups) {
    const rows = all.filter((row) => keyOf(row) === values.join('\n'))
    assert.ok(rows.length > 0, `${widget.id} ${values}`)
    checkNumbers(widget, widget.measures, rows, totals)
  }
  const found = new Set(all.filter((row) => !keyOf(row).split('\n').includes('')).map(keyOf)).size
  assert.equal(groups.length, Math.min(found, widget.limit), widget.id)
}

for (const widget of widgets.filter(({ kind }) => kind !== 'distribution')) {
  test(`${widget.id} (${widget.kind} of ${widget.list}) equals arithmetic over the raw events`, () => {
    const plan = plans.get(widget.id)
    const answer = answers.get(JSON.stringify(plan?.question))
    assert.ok(plan && answer && answer.groups.length > 0)
    if (widget.by.length > 0) {
      checkGroups(widget, answer.groups)
      return
    }
    const [group] = answer.groups
    const measures = plan.places.map((place) => answer.measures[place] ?? '')
    const totals = plan.places.map((place) => group?.totals[place] ?? null)
    checkNumbers(widget, measures, findRows(widget), totals)
    const place = plan.places[0] ?? 0
    if (measures[0] === 'count' && group?.buckets) {
      const sum = group.buckets.reduce((all, { values }) => all + (values[place] ?? 0), 0)
      assert.equal(sum, totals[0])
    }
  })
}
