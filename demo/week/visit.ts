import type { Call, Page } from './applications.ts'
import { BAD_VERSION, isDuring } from './calendar.ts'
import type { Weighted } from './random.ts'
import type { DemoSession } from './session.ts'
import type { Failure, View } from './viewEvents.ts'
import { addError, addFiles, addLongTasks, addResource, addView } from './viewEvents.ts'

const NS = 1e6
/** Share of checkouts of the bad version that throw. */
const BAD_SHARE = 0.7
/** Median time from one click to the next, in ms. */
const BETWEEN_CLICKS = 2500

export interface Visit {
  readonly page: Page
  /** ms since the epoch. */
  readonly start: number
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** Adds the events of one page to a session. @returns the time at which the visitor leaves the page */
export function addVisit(session: DemoSession, { page, start, isFirst, isLast }: Visit): number {
  const { random, plan } = session
  const id = random.uuid()
  const path = encodeURI(page.path.replace('{n}', String(1 + random.below(400))))
  const view: View = {
    session,
    page,
    tags: {
      view_id: id,
      view_name: page.name,
      view_url: `https://${plan.app.host}${path}`,
      view_host: plan.app.host,
      view_path: path,
      view_path_group: encodeURI(page.path.replace('{n}', '?')),
      ...(isFirst && { view_referrer: random.pick(REFERRERS) }),
    },
    start,
    slowness: plan.visitor.slowness,
    isFirst,
    loadedAfter: 0,
    counts: { errors: 0, resources: 0, longTasks: 0, actions: 0, frustrations: 0 },
  }
  const end = start + random.around(page.stay, 0.7)
  if (isFirst) {
    addFiles(view)
  }
  const [reads, writes] = [
    page.calls.filter(({ method }) => method === 'GET'),
    page.calls.filter(({ method }) => method !== 'GET'),
  ]
  for (const call of reads) {
    const time = start + random.around(250)
    const { duration } = addCall(view, call, time)
    view.loadedAfter = Math.max(view.loadedAfter, time + duration - start)
  }
  const left = addClicks(view, writes, end)
  addLongTasks(view, left)
  addView(view, left, isLast)
  return left
}

const REFERRERS = [
  '',
  '',
  '',
  'https://www.google.com/',
  'https://www.baidu.com/',
  'https://news.example/',
]

/** How many times slower than usual a request is. */
function toSlowdown({ session }: View, { path }: Call, time: number): number {
  const { week, visitor } = session.plan
  if (path === '/v1/search' && isDuring(week, 'slowSearch', time)) {
    return 8
  }
  const isBrazil = visitor.tags['country'] === 'BR'
  return path === '/v1/addresses' && isBrazil && isDuring(week, 'slowAddresses', time) ? 15 : 1
}

/** Adds a request, and the error that the page reports if it fails. `duration` is in ms. */
function addCall(view: View, call: Call, time: number): { duration: number; isFailed: boolean } {
  const { session, slowness } = view
  const { random, plan } = session
  const isPayment = /\/pay(ment)?$/.test(call.path)
  const isOut = isPayment && isDuring(plan.week, 'paymentOutage', time)
  const isFailed = isOut ? plan.isStubborn || random.isOne(0.93) : random.isOne(call.failing)
  const isUnreached = isFailed && !plan.isStubborn && random.isOne(0.25)
  const duration = random.around(call.duration * Math.sqrt(slowness) * toSlowdown(view, call, time))
  const url = `https://${plan.app.apiHost}${call.path.replace('{n}', String(1 + random.below(9000)))}`
  const status = isFailed ? (isOut ? 503 : random.pick([500, 502, 404, 429])) : 200
  addResource(view, {
    time,
    url,
    type: 'fetch',
    duration,
    size: Math.round(random.around(3800, 0.8)),
    status: isUnreached ? 0 : status,
    method: call.method,
  })
  if (isFailed) {
    const message = isUnreached
      ? `Failed to fetch ${call.method} ${url}`
      : `${call.method} ${url} answered ${status}`
    addError(view, {
      time: time + duration,
      message,
      type: isUnreached ? 'TypeError' : 'HttpError',
      source: 'network',
      frames: [['request', 'api', 88, 1204]],
    })
  }
  return { duration, isFailed }
}

/** Adds the visitor's clicks. @returns the time of leaving, which is never before the outcome of the last click */
function addClicks(view: View, writes: readonly Call[], end: number): number {
  const { session, page } = view
  const { random, plan } = session
  let at = view.start + random.around(3000, 0.4)
  const [main, ...others] = page.buttons
  const clicks = others.filter(() => random.isOne(0.35))
  const isMain = plan.isStubborn || random.isOne(0.6)
  for (const name of isMain && main ? [...clicks, main] : clicks) {
    const isMainOne = name === main
    at = addClick(view, {
      name,
      time: at,
      call: isMainOne || random.isOne(0.4) ? writes[0] : undefined,
    })
    at += random.around(BETWEEN_CLICKS)
  }
  return Math.max(at, end)
}

/** Adds one click with its request or error. @returns the time of its outcome */
function addClick(
  view: View,
  { name, time, call }: { name: string; time: number; call: Call | undefined },
): number {
  const { session, tags } = view
  const { random, plan, version } = session
  const id = random.uuid()
  const before = { ...view.counts }
  const isBroken = version === BAD_VERSION && name === 'Pay now' && random.isOne(BAD_SHARE)
  let end = time + random.around(60)
  if (isBroken) {
    addError(view, {
      time: time + 8,
      message: "Cannot read properties of undefined (reading 'amount')",
      type: 'TypeError',
      source: 'source',
      frames: [
        ['toTotal', 'checkout', 41, 18_273],
        ['HTMLButtonElement.pay', 'checkout', 57, 20_110],
      ],
      isUncaught: true,
    })
  } else if (call) {
    const { duration, isFailed } = addCall(view, call, time + 12)
    end = time + 12 + duration
    if (isFailed && plan.isStubborn) {
      addError(view, {
        time: end + 5,
        message: 'Payment failed: the provider does not answer',
        type: 'PaymentError',
        source: 'custom',
        frames: [['pay', 'checkout', 63, 21_404]],
      })
    }
  } else if (random.isOne(0.006)) {
    addError(view, { ...random.pickWeighted(RARE_FAILURES), time: end })
  }
  const errors = view.counts.errors - before.errors
  const frustrations = [
    ...(errors > 0 ? ['error_click'] : []),
    ...(plan.isStubborn && errors > 0 ? ['rage_click'] : []),
    ...(!call && !isBroken && random.isOne(0.02) ? ['dead_click'] : []),
  ]
  view.counts.actions++
  view.counts.frustrations += frustrations.length
  session.add('action', {
    time,
    tags: { ...tags, action_type: 'click' },
    fields: {
      action_id: id,
      action_name: name,
      duration: Math.round((end - time) * NS),
      action_error_count: errors,
      action_resource_count: view.counts.resources - before.resources,
      action_long_task_count: 0,
      action_frustration_types: JSON.stringify(frustrations),
    },
    context: { cart_value: 5 * random.below(80) },
  })
  return end
}

const RARE_FAILURES: readonly Weighted<Omit<Failure, 'time'>>[] = [
  [toFailure('RangeError', 'Maximum call stack size exceeded', 'layout', true), 2],
  [toFailure('TypeError', 'e.target.closest is not a function', 'menu', true), 3],
  [toFailure('TypeError', "无法读取 undefined 的属性 '价格'", 'price', true), 1],
  [toFailure('Error', 'Image of product 4242 is missing', 'pictures'), 4],
  [toFailure('Error', 'Storage is full', 'cart'), 2],
  [toFailure('Error', '库存数据已过期', 'stock'), 2],
]

function toFailure(
  type: string,
  message: string,
  fn: string,
  isUncaught = false,
): Omit<Failure, 'time'> {
  const source = isUncaught ? 'source' : 'console'
  return {
    type,
    message,
    source,
    frames: [
      [fn, 'app', 12, 9021],
      ['run', 'vendor', 3, 118_204],
    ],
    isUncaught,
  }
}
