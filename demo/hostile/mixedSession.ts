import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import { toLine } from '../../bundle/src/transport/lineEncoder.ts'
import type { Application } from '../week/applications.ts'
import { APPLICATIONS } from '../week/applications.ts'
import { HOUR, toWeek } from '../week/calendar.ts'
import { createRandom } from '../week/random.ts'
import { createSession } from '../week/session.ts'
import { addVisit } from '../week/visit.ts'
import { createVisitor } from '../week/visitors.ts'
import type { CountedOptions } from './hostileSession.ts'

/** Makes a session of the made-up week that goes on until it has so many events. */
export function makeMixed({ appId, end, id, count }: CountedOptions): string[] {
  const app = APPLICATIONS[0] as Application
  const random = createRandom(id)
  const start = end - 20 * HOUR
  const pages = ['home', 'category', 'product', 'cart', 'checkout', 'search'].flatMap(
    (key) => app.pages[key] ?? [],
  )
  const session = createSession(
    {
      app,
      week: toWeek(end),
      start,
      visitor: createVisitor(app, random),
      journey: [],
      debugId: id,
    },
    random,
  )
  for (let time = start, isFirst = true; session.events.length < count; isFirst = false) {
    time = addVisit(session, { page: random.pick(pages), start: time, isFirst, isLast: false })
  }
  return session.events
    .slice(0, count)
    .map(
      (event: EncodableEvent) => toLine({ ...event, tags: { ...event.tags, app_id: appId } }) ?? '',
    )
}
