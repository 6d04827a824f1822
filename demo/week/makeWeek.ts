import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import type { Application } from './applications.ts'
import { APPLICATIONS } from './applications.ts'
import type { Week } from './calendar.ts'
import { DAY, HOUR, MINUTE, startOf, toWeek } from './calendar.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import type { SessionPlan } from './session.ts'
import { createSession } from './session.ts'
import { addVisit } from './visit.ts'
import { createVisitor, pickPerson, toPerson } from './visitors.ts'

export interface WeekOptions {
  readonly sessions: number
  /** Same seed and end, same events. */
  readonly seed: string
  /** End of the week, in ms since the epoch. */
  readonly end: number
}

const MAX_PAGES = 14
/** A monitor opens the shop from outside, all week. */
const MONITOR_EVERY = 10 * MINUTE

/** Yields the events of one session after another, in the order of their starts: so a collector receives them. */
export function* makeWeek({ sessions, seed, end }: WeekOptions): Generator<EncodableEvent[]> {
  const week = toWeek(end)
  const days = Array.from({ length: 7 }, (_, day) => week.start + day * DAY)
  let index = 0
  for (const [nth, day] of days.entries()) {
    const planned = [...planMonitor(week, day, seed), ...planStories(week, day, seed)]
    const last = Math.round((sessions * (nth + 1)) / days.length)
    for (; index < last; index++) {
      const random = createRandom(`${seed}:${index}`)
      planned.push([planVisitor(week, day, random), random])
    }
    for (const [plan, random] of planned.sort(([one], [other]) => one.start - other.start)) {
      yield toEvents(plan, random)
    }
  }
}

type Planned = readonly [SessionPlan, Random]

/** Visits by hour of the visitor's day: few at night, most in the evening. */
const HOURS = [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 9, 8, 8, 9, 10, 12, 14, 15, 13, 9, 5]
/** Hours by which a market's day is ahead of UTC. */
const AHEAD = { world: 0, china: 8, office: 1 }
const HOURS_OF_OFFICE = HOURS.map((_, hour) => (hour >= 7 && hour < 18 ? 1 : 0))

function planVisitor(week: Week, day: number, random: Random): SessionPlan {
  const app = random.pickWeighted(APPLICATIONS.map((each) => [each, each.weight] as const))
  const hours = app.market === 'office' ? HOURS_OF_OFFICE : HOURS
  const local = random.pickWeighted(hours.map((weight, hour) => [hour, weight] as const))
  const hour = (local - AHEAD[app.market] + 24) % 24
  const start = Math.min(day + hour * HOUR + random.below(HOUR), week.end - random.below(HOUR) - 1)
  const isBot = app.market !== 'office' && random.isOne(0.012)
  return {
    app,
    week,
    start,
    visitor: createVisitor(app, random),
    person: !isBot && random.isOne(app.signedIn) ? pickPerson(app, random) : undefined,
    journey: isBot ? [random.pickWeighted(app.first)] : walk(app, random),
    type: isBot ? 'synthetics' : 'user',
    debugId: random.isOne(0.0005) ? String(1_234_567_000 + random.below(1000)) : undefined,
  }
}

function walk(app: Application, random: Random): string[] {
  const journey: string[] = []
  let key: string | undefined = random.pickWeighted(app.first)
  while (key !== undefined && journey.length < MAX_PAGES) {
    journey.push(key)
    key = random.pickWeighted(app.pages[key]?.next ?? [[undefined, 1]])
  }
  return journey
}

function* planMonitor(week: Week, day: number, seed: string): Generator<Planned> {
  const app = APPLICATIONS[0] as Application
  for (let start = day; start < Math.min(day + DAY, week.end); start += MONITOR_EVERY) {
    const random = createRandom(`${seed}:monitor:${(start - week.start) / MONITOR_EVERY}`)
    const visitor = createVisitor(app, random)
    yield [{ app, week, start, visitor, journey: ['home', 'search'], type: 'synthetics' }, random]
  }
}

/** Plans sessions that a demonstration looks for: user 4711 could not pay in the evening of the outage. */
function* planStories(week: Week, day: number, seed: string): Generator<Planned> {
  const start = startOf(week, 'paymentOutage') + 6 * MINUTE
  if (start >= day && start < day + DAY) {
    const app = APPLICATIONS[0] as Application
    const random = createRandom(`${seed}:4711`)
    const journey = ['home', 'category', 'product', 'cart', 'checkout', 'checkout']
    const visitor = createVisitor(app, random)
    yield [
      { app, week, start, visitor, person: toPerson(app, 4711), journey, isStubborn: true },
      random,
    ]
  }
}

/** Returns the events of a session up to the week's end. */
function toEvents(plan: SessionPlan, random: Random): EncodableEvent[] {
  const session = createSession(plan, random)
  let time = plan.start
  for (const [index, key] of plan.journey.entries()) {
    const page = plan.app.pages[key]
    if (page && time < plan.week.end) {
      const isLast = index === plan.journey.length - 1
      time = addVisit(session, { page, start: time, isFirst: index === 0, isLast })
    }
  }
  return session.events.filter((event) => event.time <= plan.week.end)
}
