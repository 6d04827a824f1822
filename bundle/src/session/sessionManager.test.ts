import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import {
  MINUTE,
  memoryStorage,
  NOW,
  SECOND,
  startManager,
  startTab,
} from './sessionManager.testkit.ts'
import { reportedSlot } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'

test('a session exists, and is stored, when this returns', (t) => {
  const { storage, stored } = memoryStorage()
  const tab = startTab(t, storage)
  assert.ok(tab.id())
  assert.equal(stored().visit?.id, tab.id())
})

test('a second page resumes the session that is stored', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  const second = startManager(t, storage).session
  assert.equal(reportedSlot(second.read())?.id, tab.id())
})

test('ends at the instant of its expiry, without activity', (t) => {
  const { storage, stored } = memoryStorage()
  const tab = startTab(t, storage)
  tab.wait(15 * MINUTE - 1)
  assert.deepEqual(tab.changes, [])
  tab.wait(1)
  assert.deepEqual(
    tab.changes.map(({ at, session }) => [at, session]),
    [[NOW + 15 * MINUTE, undefined]],
  )
  assert.deepEqual(stored(), {})
  tab.wait(60 * MINUTE)
  assert.equal(tab.id(), undefined)
})

test('what happens between the expiry and a late timer belongs to no session', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.wait(15 * MINUTE + 500)
  assert.deepEqual(
    tab.changes.map(({ at, session }) => [at, session]),
    [[NOW + 15 * MINUTE, undefined]],
  )
})

test('the first activity after the end starts a new one, at its own time', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const first = tab.id()
  tab.wait(20 * MINUTE)
  tab.click()
  assert.ok(tab.id() && tab.id() !== first)
  assert.equal(tab.session.find((NOW + 20 * MINUTE) as Timestamp)?.id, tab.id())
})

test('every kind of activity extends it, and nothing else does', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const id = tab.id()
  for (const type of ['pointerdown', 'keydown', 'touchstart', 'wheel']) {
    tab.wait(14 * MINUTE)
    tab.page.dispatch(type)
  }
  tab.wait(14 * MINUTE)
  assert.equal(tab.id(), id)
  tab.page.dispatch('mousemove')
  tab.page.dispatch('scroll') // pages scroll by themselves, too
  for (const type of ['pointerdown', 'keydown', 'touchstart', 'wheel']) {
    tab.page.dispatch(type, { isTrusted: false })
  }
  tab.page.hide()
  tab.page.show()
  tab.page.dispatch('pageshow')
  tab.wait(MINUTE)
  assert.equal(tab.id(), undefined)
})

test('a visit that never pauses is cut after four hours', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const id = tab.id()
  for (let minutes = 0; minutes < 240; minutes += 10) {
    assert.equal(tab.id(), id)
    tab.wait(10 * MINUTE)
    tab.click()
  }
  assert.notEqual(tab.id(), id)
})

test('plain activity is written twice a minute at most, and when the page is hidden', (t) => {
  const { storage, written, stored } = memoryStorage()
  const tab = startTab(t, storage)
  for (let seconds = 0; seconds < 60; seconds += 2) {
    tab.wait(2 * SECOND)
    tab.click()
  }
  assert.equal(written.length, 1 + 2)
  tab.wait(5 * SECOND)
  tab.click()
  assert.equal(written.length, 3)
  tab.page.hide()
  assert.equal(stored().visit?.expire, NOW + 65 * SECOND + 15 * MINUTE)
})

test('what is stored already is not written again: every write wakes the other tabs', (t) => {
  const { storage, written } = memoryStorage()
  const tab = startTab(t, storage)
  tab.wait(MINUTE)
  tab.id()
  tab.page.hide()
  tab.page.show()
  tab.session.apply({ type: 'clearDebug' })
  assert.equal(written.length, 1)
})

test('a session that another tab extended lives on in this one', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  const id = tab.id()
  const other = startManager(t, storage).session
  tab.wait(10 * MINUTE)
  other.activity()
  tab.wait(10 * MINUTE)
  assert.equal(tab.id(), id)
})

test('an id that another tab changed is adopted: one change, no second start', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  const other = startManager(t, storage).session
  tab.wait(SECOND)
  other.apply({ type: 'startManual', id: 'a-b', manualId: 1764000000000 })
  assert.equal(tab.changes.length, 0)
  tab.wait(SECOND)
  tab.page.show()
  assert.deepEqual(
    tab.changes.map(({ session }) => session?.id),
    [1764000000000],
  )
  assert.equal(tab.id(), 1764000000000)
})

test('what this page wrote once is news where another tab puts it back', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  tab.wait(SECOND)
  const [ours, id] = [storage.read(), tab.id()]
  const hear = (newValue: string | undefined) => {
    storage.write(newValue)
    tab.page.window.dispatchEvent(
      Object.assign(new Event('storage'), { key: '_dfrum_s1', newValue }),
    )
  }
  hear(ours?.replaceAll(String(id), '11111111-1111-4111-8111-111111111111'))
  hear(ours)
  assert.deepEqual(
    tab.changes.map(({ session }) => session?.id),
    ['11111111-1111-4111-8111-111111111111', id],
  )
})

test('a stored entry that vanished is an end: the old id is never written back', (t) => {
  const { storage, erase, stored } = memoryStorage()
  const tab = startTab(t, storage)
  const id = tab.id()
  erase()
  tab.page.hide()
  assert.deepEqual(stored(), {})
  tab.wait(5 * SECOND)
  tab.click()
  assert.ok(stored().visit?.id && stored().visit?.id !== id)
})

test('getters never extend it', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  for (let minutes = 0; minutes < 15; minutes++) {
    assert.ok(tab.id())
    tab.wait(MINUTE)
  }
  assert.equal(tab.id(), undefined)
})

test('a manual session outlives every pause and every page, until it is ended', (t) => {
  const { storage } = memoryStorage()
  const tab = startTab(t, storage)
  tab.session.apply({ type: 'startManual', id: 'a-b', manualId: 1764000000000 })
  tab.wait(100 * 24 * 60 * MINUTE)
  assert.equal(tab.id(), 1764000000000)
  tab.session.stop()
  const next = startManager(t, storage).session
  assert.equal(reportedSlot(next.read())?.id, 1764000000000)
})

test('after endSession() there is no id on this page, whatever its user does', (t) => {
  const { storage, stored } = memoryStorage()
  const tab = startTab(t, storage)
  tab.session.apply({ type: 'end' })
  tab.wait(5 * SECOND)
  tab.click()
  tab.session.activity()
  assert.equal(tab.id(), undefined)
  assert.deepEqual(stored(), { isEnded: true })
  assert.deepEqual(
    tab.changes.map(({ session }) => session),
    [{ kind: 'ended' }],
  )
  const next = startManager(t, storage).session
  assert.equal(next.read().visit?.isManual, false)
  assert.equal(tab.id(), undefined, 'the page that ended it stays without')
})

test('after stopSession() the next activity starts a new one, however soon it comes', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  const id = tab.id()
  tab.click()
  tab.session.apply({ type: 'stop' })
  assert.equal(tab.id(), undefined)
  tab.click()
  assert.ok(tab.id() && tab.id() !== id)
})

test('a debug session shows over what is beneath, and gives it back when it expires', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.session.apply({ type: 'startManual', id: 'a-b', manualId: 1764000000000 })
  tab.session.apply({ type: 'addDebug', id: 'bug' })
  assert.equal(tab.id(), 'bug')
  tab.wait(15 * MINUTE)
  assert.equal(tab.id(), 1764000000000)
  assert.equal(tab.changes.at(-1)?.at, NOW + 15 * MINUTE)
})

test('activity of the moment that an event began, not of the moment it was reported', (t) => {
  const tab = startTab(t, memoryStorage().storage)
  tab.wait(20 * MINUTE)
  const began = (NOW + 20 * MINUTE - 500) as Timestamp
  tab.session.activity(began)
  assert.equal(tab.session.find(began)?.id, tab.id())
})

test('a storage that begins to throw throws nothing into the page', (t) => {
  const { storage } = memoryStorage()
  let isDenied = false
  const moody: SessionStorage = {
    ...storage,
    read() {
      if (isDenied) {
        throw new DOMException('denied', 'SecurityError')
      }
      return storage.read()
    },
  }
  const tab = startTab(t, moody)
  const id = tab.id()
  isDenied = true
  tab.click()
  tab.page.hide()
  tab.wait(16 * MINUTE)
  assert.equal(tab.session.find((NOW + 1) as Timestamp)?.id, id)
})

test('stop leaves no timer and no listener behind', (t) => {
  const { storage, written } = memoryStorage()
  const tab = startTab(t, storage)
  tab.session.stop()
  const before = written.length
  tab.wait(20 * MINUTE)
  tab.click()
  tab.page.hide()
  tab.page.show()
  assert.equal(written.length, before)
  assert.deepEqual(tab.changes, [])
})
