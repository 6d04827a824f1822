import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionDetail, SessionList } from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

/**
 * A page throws while a debug session is on. The error's event carries the id of the debug session; the health record, which
 * travels on a line of the debug session too, belongs to the session beneath.
 */

const { start, stop, store, get } = createQueryTest()
test.before(start)
test.after(stop)

const START = Date.now() - 60_000
const DEBUG = 'debug_session_xx'
const BASE = '5c7f9d0e-0000-4000-8000-000000000001'
const RECORD = 'session_sid="4b9e2eff12585c6f4b9e2eff12585c6f",session_duration=9000000000'

test('both sessions show a crash during a debug session', async () => {
  const base = `app_id=shop,session_id=${BASE}`
  const debug = `app_id=shop,session_id=${DEBUG}`
  await store(
    `view,${base},view_id=v1 view_url="/",time_spent=1000000000,view_update=1,session_started=${START},${RECORD},session_seq=1,session_status="ok",session_errors=0 ${START}`,
    `view,${debug},view_id=v2 view_url="/",time_spent=5000000000,view_update=1,session_debug=true,session_started=${START + 1000} ${START + 1000}`,
    `error,${debug},view_id=v2,error_type=TypeError,error_handling=unhandled error_message="x is undefined",session_debug=true ${START + 3000}`,
    `view,${debug},view_id=v2,session_record_id=${BASE} view_url="/",time_spent=8000000000,view_update=2,session_debug=true,session_started=${START + 1000},${RECORD},session_seq=10000000000002,session_status="crashed",session_errors=1 ${START + 1000}`,
  )
  const { sessions } = await get<SessionList>('/api/sessions', {
    from: START - 1000,
    to: Date.now(),
  })
  const shown = sessions.map((row) => ({
    id: row.session_id,
    status: row.session_status,
    health: row.session_health,
    hasCrashed: row.session_has_crashed,
    errors: row.session_error_count,
  }))
  const crashed = { health: 'crashed' }
  assert.deepEqual(
    shown.sort((a, b) => (a.id < b.id ? -1 : 1)),
    [
      // Its record tells of the crash; its error has the id of the debug session.
      { id: BASE, status: 'crashed', ...crashed, hasCrashed: false, errors: 0 },
      // It has no record, but the error.
      { id: DEBUG, status: '', ...crashed, hasCrashed: true, errors: 1 },
    ],
  )
  for (const { id, status, health, errors } of shown) {
    const { session, events } = await get<SessionDetail>(`/api/sessions/${id}`)
    assert.deepEqual(
      [session.session_status, session.session_health, session.session_error_count],
      [status, health, errors],
    )
    assert.equal(events.filter(({ type }) => type === 'error').length, errors)
  }
  for (const query of ['session_health:crashed', `session_status:crashed`]) {
    const found = await get<SessionList>('/api/sessions', {
      from: START - 1000,
      to: Date.now(),
      query,
    })
    assert.deepEqual(
      found.sessions.map((row) => row.session_id).sort(),
      query.includes('health') ? [BASE, DEBUG] : [BASE],
    )
  }
})
