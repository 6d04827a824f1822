import assert from 'node:assert/strict'
import test from 'node:test'
import type { Timestamp } from '../core/time.ts'
import type { ReportedSession, SessionChange } from './reportedHistory.ts'
import { createReportedHistory } from './reportedHistory.ts'

const at = (time: number) => time as Timestamp

function session(kind: ReportedSession['kind'], id?: string): ReportedSession {
  return id === undefined ? { kind } : { kind, id }
}

function record() {
  const history = createReportedHistory()
  const changes: SessionChange[] = []
  history.changes.subscribe((change) => changes.push(change))
  return { history, changes }
}

test('an event gets the session of its own time, not that of now', () => {
  const { history } = record()
  history.use()
  history.update(session('automatic', 'a'), at(100))
  history.update(undefined, at(200))
  history.update(session('automatic', 'b'), at(300))
  const ids = [100, 199, 200, 299, 300, 1000].map((time) => history.find(at(time))?.id)
  assert.deepEqual(ids, ['a', 'a', undefined, undefined, 'b', 'b'])
})

test('the first session covers what the page did before it was known', () => {
  const { history } = record()
  history.update(session('automatic', 'a'), at(100))
  assert.equal(history.find(at(5))?.id, 'a')
})

test('tells each change once, and no change where id and kind stay', () => {
  const { history, changes } = record()
  history.use()
  history.update(session('automatic', 'a'), at(1))
  history.update({ ...session('automatic', 'a'), started: at(5) }, at(2))
  history.update(session('manual', 'a'), at(3))
  history.update(session('debug', 'a'), at(4))
  history.update(undefined, at(5))
  history.update(undefined, at(6))
  assert.deepEqual(
    changes.map((change) => [change.at, change.session?.kind, change.isCorrection]),
    [
      [1, 'automatic', false],
      [3, 'manual', false],
      [4, 'debug', false],
      [5, undefined, false],
    ],
  )
})

test('a change before anything was stamped is a correction: it covers the page from its start', () => {
  const { history, changes } = record()
  history.update(session('automatic', 'a'), at(100))
  history.update(session('debug', 'd'), at(150))
  assert.equal(changes[1]?.isCorrection, true)
  assert.equal(history.find(at(100))?.id, 'd')
})

test('after the first stamp nothing is corrected any more', () => {
  const { history, changes } = record()
  history.update(session('automatic', 'a'), at(100))
  history.use()
  history.update(session('debug', 'd'), at(150))
  assert.equal(changes[1]?.isCorrection, false)
  assert.deepEqual([history.find(at(149))?.id, history.find(at(150))?.id], ['a', 'd'])
})

test('a replayed call that is older than the last change takes effect after it', () => {
  const { history, changes } = record()
  history.use()
  history.update(session('automatic', 'a'), at(200))
  history.update(session('debug', 'd'), at(50))
  assert.equal(changes[1]?.at, 200)
  assert.equal(history.find(at(200))?.id, 'd')
})

test('the end of a session is a session of its own, without an id', () => {
  const { history } = record()
  history.use()
  history.update(session('manual', '1764000000000'), at(1))
  history.update(session('ended'), at(2))
  assert.deepEqual(history.find(at(2)), { kind: 'ended' })
})

test('a proposal that another tab was before: its session takes the place, as if it had always been there', () => {
  const { history, changes } = record()
  history.use()
  history.update(session('automatic', 'mine'), at(100))
  history.replace(session('automatic', 'theirs'))
  assert.deepEqual([history.find(at(100))?.id, history.current()?.id], ['theirs', 'theirs'])
  assert.deepEqual(
    changes.map(({ isCorrection }) => isCorrection),
    [false, true],
  )
})
