import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import type { Tab } from './sessionManager.testkit.ts'
import {
  MINUTE,
  memoryStorage,
  NOW,
  SECOND,
  startManager,
  startTab,
} from './sessionManager.testkit.ts'

test('a session that has crashed goes on: no change, and the same record', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const session = tab.session.getSession()
  tab.session.error('crashed')
  tab.session.error(undefined)
  for (let minutes = 0; minutes < 3; minutes++) {
    tab.wait(MINUTE)
    tab.click()
    tab.page.hide()
    tab.page.show()
  }
  assert.deepEqual(tab.changes, [])
  assert.equal(tab.session.getSession(), session)
  assert.equal(session?.status, 'crashed')
})

test('the first error and the one that crashes are told at once, the others only counted', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const updates = countUpdates(tab)
  tab.wait(SECOND)
  takeUpdate(tab) // the update of the start
  tab.session.error(undefined)
  tab.session.error(undefined)
  tab.session.error(undefined)
  assert.equal(updates.count, 1)
  assert.equal(takeUpdate(tab)?.session_errors, 3)
  tab.session.error('crashed')
  assert.equal(updates.count, 2)
  const crash = takeUpdate(tab)
  assert.deepEqual([crash?.session_status, crash?.session_errors], ['crashed', 4])
  tab.session.error('crashed')
  tab.session.apply({ type: 'end' })
  assert.equal(updates.count, 2)
  assert.equal(takeUpdate(tab), undefined)
})

test('what hears of a new session is held back already: another tab may tell of the old one’s end', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  tab.wait(16 * MINUTE)
  const held: boolean[] = []
  tab.session.changes.subscribe(() => held.push(tab.session.isHeld()))
  tab.click()
  assert.deepEqual(held, [true])
})

test('errors that were only counted are the other tabs’ and the next page’s, too', (t) => {
  const { storage, stored } = memoryStorage()
  const tab = startTab(t, storage)
  for (let errors = 0; errors < 5; errors++) {
    tab.session.error(undefined)
  }
  tab.page.hide()
  assert.equal(stored().visit?.errors, 5)
})

test('`init` is true until an update was handed over, and false on the next page', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  assert.equal(tab.session.getSession()?.init, true)
  tab.wait(SECOND)
  assert.equal(takeUpdate(tab)?.session_init, true)
  assert.equal(tab.session.getSession()?.init, false)
  tab.page.hide()
  const next = startManager(t, storage).session
  assert.equal(next.getSession()?.init, false)
})

test('a session that ended before the page began is closed once, by the page that comes next', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  const old = tab.session.getSession()?.sid
  tab.session.stop()
  tab.wait(20 * MINUTE)
  const { session } = startManager(t, storage)
  tab.wait(SECOND)
  const reported = session.find(NOW as Timestamp)
  const updates = [1, 2, 3].map(() => reported && session.takeUpdate(reported))
  assert.deepEqual(
    updates.map((update) => [update?.session_sid === old, update?.session_status]),
    [
      [false, 'ok'],
      [true, 'exited'],
      [false, undefined],
    ],
  )
  assert.equal(updates[1]?.session_duration, 0)
  assert.ok(Number(updates[1]?.session_seq) > 1e12, 'a final status outranks every other')
})

test('captureSession sends what the record says now, and nothing of one that is closed', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const updates = countUpdates(tab)
  tab.wait(SECOND)
  takeUpdate(tab)
  tab.session.captureSession()
  assert.equal(updates.count, 1)
  const first = takeUpdate(tab)
  tab.session.captureSession()
  const second = takeUpdate(tab)
  assert.ok(Number(second?.session_seq) > Number(first?.session_seq))
  tab.session.error('crashed')
  takeUpdate(tab)
  tab.session.captureSession()
  assert.equal(takeUpdate(tab), undefined)
})

test('hiding the page is an update if something has changed, and no end', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.wait(SECOND)
  takeUpdate(tab)
  tab.page.hide()
  assert.equal(takeUpdate(tab), undefined)
  tab.page.show()
  tab.wait(SECOND)
  tab.click()
  tab.page.hide()
  assert.equal(takeUpdate(tab)?.session_status, 'ok')
})

test('the live session is one object until it ends, and says what is known of its user', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const session = tab.session.getSession()
  tab.session.setUser({ id: 'u1', name: 'Ada' }, 'h1', { id: 'a-b', manualId: 7 })
  tab.session.setUser({ id: 'u1', name: 'Ada L.' }, 'h1', { id: 'a-b', manualId: 7 })
  tab.wait(2 * SECOND)
  assert.equal(tab.session.getSession(), session)
  assert.deepEqual([session?.did, session?.user?.['name'], session?.duration], ['u1', 'Ada L.', 2])
  tab.session.setUser({ id: 'u2' }, 'h2', { id: 'c-d', manualId: 8 })
  assert.equal(session?.status, 'exited')
  assert.equal(tab.session.getSession()?.did, 'u2')
  assert.equal(tab.id(), 'c-d')
})

function countUpdates(tab: Tab): { count: number } {
  const updates = { count: 0 }
  tab.session.updates.subscribe(() => {
    updates.count++
  })
  return updates
}

/** The update that the next view line would carry. */
function takeUpdate({ session }: Tab): ReturnType<typeof session.takeUpdate> {
  const reported = session.find(Date.now() as Timestamp)
  return reported && session.takeUpdate(reported)
}
