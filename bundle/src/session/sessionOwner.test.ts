import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import type { Tab } from './startSession.testkit.ts'
import {
  MINUTE,
  memoryStorage,
  NOW,
  SECOND,
  startManager,
  startManual,
  startTab,
} from './startSession.testkit.ts'

function setUser({ session, user }: Pick<Tab, 'session' | 'user'>, id: string): void {
  Object.assign(user, { id })
  session.followUser()
}

const CAUSES: readonly (readonly [name: string, begin: (tab: Tab) => void])[] = [
  ['startSession(id)', (tab) => startManual(tab)],
  [
    'an idle renewal',
    (tab) => {
      tab.wait(16 * MINUTE)
      tab.click()
    },
  ],
  [
    'stopSession() and an activity',
    (tab) => {
      tab.session.apply({ type: 'stop' })
      tab.click()
    },
  ],
]

for (const [name, begin] of CAUSES) {
  test(`a user change starts another session after one that began by ${name}`, (t) => {
    const tab = startTab(t, memoryStorage().storage)
    setUser(tab, 'u1')
    tab.wait(SECOND)
    begin(tab)
    const id = tab.id()
    setUser(tab, 'u1')
    assert.equal(tab.id(), id)
    setUser(tab, 'u2')
    assert.notEqual(tab.id(), id)
    assert.equal(tab.session.getSession()?.did, 'u2')
  })
}

test('a user change starts another session after startSession({ user })', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  startManual(tab, { user: { id: 'u1' } })
  const id = tab.id()
  assert.equal(tab.session.getSession()?.did, 'u1')
  setUser(tab, 'u2')
  assert.notEqual(tab.id(), id)
})

test('a tab with an earlier user does not change `did` of the session of another tab', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  setUser(tab, 'u1')
  tab.wait(SECOND)
  const other = startManager(t, storage)
  setUser(other, 'u2')
  tab.wait(SECOND)
  tab.page.show()
  tab.wait(SECOND)
  assert.equal(other.session.getSession()?.did, 'u2')
  assert.equal(tab.session.getSession()?.sid, other.session.getSession()?.sid)
  assert.equal(tab.session.getSession()?.did, undefined)
})

test('the context of a session belongs to it on the next page, and fills its attrs', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  const context = { user: { id: 'u1' }, release: '9.9', environment: 'test', tags: { a: '~|;' } }
  startManual(tab, context)
  tab.wait(SECOND)
  tab.session.stop()
  const next = startManager(t, storage).session
  assert.deepEqual(next.find(NOW as Timestamp)?.record?.context, context)
  const { attrs, did, user } = next.getSession() ?? {}
  assert.deepEqual([attrs?.['release'], attrs?.['environment'], did], ['9.9', 'test', 'u1'])
  assert.deepEqual(user, { id: 'u1' })
})

test('a session begins at the time of the event that starts it', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.wait(20 * MINUTE)
  const began = NOW + 20 * MINUTE - 500
  tab.session.activity(began as Timestamp)
  assert.equal(tab.session.read().base?.started, began)
  assert.equal(tab.session.find(began as Timestamp)?.id, tab.id())
})

test('an expired session ends with its last activity', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.wait(2 * MINUTE)
  tab.click()
  const session = tab.session.getSession()
  tab.wait(60 * MINUTE)
  assert.deepEqual([session?.status, session?.duration], ['exited', 120])
})

test('an expired session ends with its last event, if that is later', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.session.use((NOW + 5 * MINUTE) as Timestamp)
  const ends: unknown[] = []
  tab.session.changes.subscribe(({ endedAt }) => ends.push(endedAt))
  tab.wait(60 * MINUTE)
  assert.deepEqual(ends, [NOW + 5 * MINUTE])
})
