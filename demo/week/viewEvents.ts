import type { FieldsOf } from '../../protocol/measurements.ts'
import type { Page } from './applications.ts'
import type { DemoSession } from './session.ts'

const NS = 1e6

/** One view that is being made, and what it counts so far. */
export interface View {
  readonly session: DemoSession
  readonly page: Page
  readonly tags: Readonly<Record<string, string>>
  readonly start: number
  readonly slowness: number
  readonly isFirst: boolean
  /** ms from the start to the end of the last request that the view loads with. */
  loadedAfter: number
  counts: {
    errors: number
    resources: number
    longTasks: number
    actions: number
    frustrations: number
  }
}

/** Adds the document and the files that it loads. */
export function addFiles(view: View): void {
  const { session, start, slowness } = view
  const { random, plan, version } = session
  const origin = `https://${plan.app.host}`
  const files = [
    ['document', view.tags['view_url'] ?? origin, 90, 14_000],
    ['css', `${origin}/assets/main-${version}.css`, 60, 21_000],
    ['js', `${origin}/assets/app-${version}.js`, 110, 148_000],
    ['image', `${origin}/images/hero-${1 + random.below(4)}.webp`, 160, 88_000],
  ] as const
  let at = start
  for (const [type, url, median, size] of files) {
    const duration = random.around(median * slowness)
    addResource(view, {
      time: at,
      url,
      type,
      duration,
      size: Math.round(random.around(size, 0.2)),
      status: random.isOne(0.4) && type !== 'document' ? 304 : 200,
    })
    at += duration / 3
  }
}

interface Request {
  readonly time: number
  readonly url: string
  readonly type: string
  readonly duration: number
  readonly size: number
  /** 0 where the network failed. */
  readonly status: number
  readonly method?: string
}

export function addResource(view: View, request: Request): void {
  const { session, tags } = view
  const { url, type, duration, size, status, method = 'GET' } = request
  const { host, pathname } = new URL(url)
  const waiting = duration * 0.7
  const isTraced = type === 'fetch'
  view.counts.resources++
  session.add('resource', {
    time: request.time,
    tags: {
      ...tags,
      resource_id: session.random.uuid(),
      resource_method: method,
      ...(status > 0 && {
        resource_status: String(status),
        resource_status_group: `${String(status)[0]}xx`,
      }),
      ...(isTraced && { trace_id: session.random.hex(16), span_id: session.random.hex(8) }),
    },
    fields: {
      duration: Math.round(duration * NS),
      ...(status > 0 ? { resource_size: size } : { resource_failure: 'failed' }),
      resource_url: url,
      resource_url_host: host,
      resource_url_path: pathname,
      resource_url_path_group: pathname.replace(/[^/]*\d[^/]*/g, '?'),
      resource_type: type,
      resource_protocol: 'h2',
      resource_ttfb: Math.round(waiting * NS),
      resource_trans: Math.round((duration - waiting) * NS),
      resource_first_byte: Math.round(waiting * NS),
    },
  })
}

export interface Failure {
  readonly time: number
  readonly message: string
  readonly type: string
  readonly source: 'source' | 'network' | 'console' | 'custom'
  readonly frames: readonly (readonly [fn: string, file: string, line: number, column: number])[]
  readonly isUncaught?: boolean
}

export function addError(view: View, failure: Failure): void {
  const { session, tags } = view
  const { plan, version, random } = session
  const { time, message, type, source, isUncaught = false } = failure
  const stack = failure.frames
    .map(
      ([fn, file, line, column]) =>
        ` at ${fn} @ https://${plan.app.host}/assets/${file}-${version}.js:${line}:${column}`,
    )
    .join('\n')
  view.counts.errors++
  session.errors++
  session.hasCrashed ||= isUncaught
  session.add('error', {
    time,
    tags: {
      ...tags,
      error_id: random.uuid(),
      error_source: source,
      error_type: type,
      error_handling: isUncaught ? 'unhandled' : 'handled',
    },
    fields: { error_message: message, error_stack: `${type}: ${message}\n${stack}` },
  })
}

/** Adds long tasks to the start of a view: the slower the device, the more. */
export function addLongTasks(view: View, end: number): void {
  const { session, slowness, tags, start } = view
  const count = session.random.below(Math.ceil(slowness * (view.isFirst ? 2 : 1)))
  for (let index = 0; index < count; index++) {
    const time = start + session.random.around(600)
    if (time < end) {
      const duration = 50 + session.random.around(60 * slowness, 0.6)
      view.counts.longTasks++
      session.add('long_task', {
        time,
        tags: { ...tags, long_task_id: session.random.uuid() },
        fields: {
          duration: Math.round(duration * NS),
          blocking_duration: Math.round((duration - 50) * NS),
        },
      })
    }
  }
}

/** Adds the line of the view itself, with its counts and the session's health at its end. */
export function addView(view: View, end: number, isLast: boolean): void {
  const { session, page, tags, start, isFirst, counts } = view
  const { plan } = session
  const isOpen = end > plan.week.end
  const health = session.health(Math.min(end, plan.week.end), isLast && !isOpen)
  session.add('view', {
    time: start,
    tags: { ...tags, view_loading_type: isFirst ? 'initial_load' : 'route_change' },
    fields: {
      view_update: 1 + counts.resources + counts.actions,
      is_active: isOpen,
      session_is_active: isOpen || !isLast,
      time_spent: Math.round((Math.min(end, plan.week.end) - start) * NS),
      view_error_count: counts.errors,
      view_resource_count: counts.resources,
      view_long_task_count: counts.longTasks,
      view_action_count: counts.actions,
      frustration_count: counts.frustrations,
      ...(isFirst
        ? toVitals(view)
        : { loading_time: toLoadingTime(view, session.random.around(page.lcp / 3)) }),
      ...health,
    },
  })
}

const toLoadingTime = ({ loadedAfter }: View, ms: number): number =>
  Math.round(Math.max(ms, loadedAfter) * NS)

function toVitals(view: View): FieldsOf<'view'> {
  const { session, page, slowness } = view
  const { random, version } = session
  // The release of the fifth day made product pages heavier.
  const heavier = version === '2.4.0' && page.name === 'Product' ? 1.6 : 1
  const lcp = random.around(page.lcp * slowness * heavier, 0.4)
  const ns = (ms: number) => Math.round(ms * 10) * (NS / 10)
  return {
    first_byte: ns(lcp * 0.2),
    first_contentful_paint: ns(lcp * 0.6),
    largest_contentful_paint: ns(lcp),
    cumulative_layout_shift: Math.round(random.around(0.03, 1) * 1000) / 1000,
    interaction_to_next_paint: ns(random.around(70 * slowness, 0.7)),
    loading_time: toLoadingTime(view, lcp * random.around(1.2, 0.2)),
    dom_interactive: ns(lcp * 0.7),
    dom_content_loaded: ns(lcp * 0.75),
    load_event: ns(lcp * 1.1),
  }
}
