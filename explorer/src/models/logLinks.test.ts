import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FoundEvent } from '../../../protocol/query.ts'
import { createEvent } from './event.testkit.ts'
import { parseExplorerUrl } from './explorer/explorerUrl.ts'
import { parseLogKey, toLogLinks, toLogPath, toSessionOfLog } from './logLinks.ts'

const TIME = Date.UTC(2026, 0, 5, 12)

function createLog(given: Partial<FoundEvent> = {}): FoundEvent {
  const owner = { app_id: 'shop', session_id: '' }
  return {
    ...createEvent({ type: 'log', time: TIME, view_id: '' }),
    ...owner,
    ...given,
  } as FoundEvent
}

test('the address of a log leads back to it, whatever its id has in it', () => {
  const log = createLog({ event_id: 'a&b=c/%', app_id: 'shop & co' })
  const { search } = new URL(toLogPath(log), 'http://x')
  assert.deepEqual(parseLogKey(search), { appId: 'shop & co', time: TIME, eventId: 'a&b=c/%' })
})

test('an address without a time or an id is that of no log', () => {
  for (const search of ['', '?time=5', '?event=a', '?event=a&time=', '?event=a&time=x']) {
    assert.equal(parseLogKey(search), undefined, search)
  }
})

test('a log is related by its session, its view and its trace, as far as it has them', () => {
  assert.deepEqual(toLogLinks(createLog()), [])
  const related = createLog({
    session_id: 's1',
    view_id: 'v 1',
    attributes: { trace_id: 't1', app_id: 'shop' },
  })
  const found = toLogLinks(related).map(({ of, href }) => {
    const { pathname, search } = new URL(href, 'http://x')
    const { list, query, range, appId } = parseExplorerUrl({ pathname, search }).state
    return [of, list, query, range, appId]
  })
  const hours = (count: number) => ({
    from: TIME - count * 3_600_000,
    to: TIME + count * 3_600_000,
  })
  assert.deepEqual(found, [
    ['session', 'logs', 'session_id:s1', hours(24), undefined],
    ['view', 'logs', 'view_id:"v 1"', hours(4), undefined],
    ['trace', 'logs', 'trace_id:t1', hours(1), undefined],
  ])
})

test('a log of a session opens the session at the log', () => {
  assert.equal(toSessionOfLog(createLog()), undefined)
  const log = createLog({ session_id: 's1', event_id: 'l1' })
  assert.equal(toSessionOfLog(log), '/sessions/s1?app_id=shop&type=view,action,error,log&event=l1')
})
