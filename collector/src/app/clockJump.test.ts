import assert from 'node:assert/strict'
import test, { mock } from 'node:test'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

const DAY = 86_400_000

/** One event of a visitor whose own clock is right. */
async function send(collector: TestCollector, id: string, time: number): Promise<void> {
  const line = `action,app_id=shop,session_id=jump action_name="x",event_id="${id}" ${time}`
  assert.deepEqual(await collector.send(line), { status: 200, body: '' })
}

test('a clock that jumps a day ahead and back stores every event once, under the visitor’s time', async () => {
  const directory = makeDirectory()
  const collector = await startTestCollector(directory.path, { addressRate: 1000 })
  const now = Date.now()
  try {
    await send(collector, 'before', now)
    mock.timers.enable({ apis: ['Date'], now: now + DAY })
    await send(collector, 'ahead', now + 1)
    await send(collector, 'before', now) // a resend
    mock.timers.setTime(now - DAY)
    await send(collector, 'back', now + 2)
    await send(collector, 'ahead', now + 1)
    mock.timers.reset()
    const { session, events } = await collector.session('jump')
    assert.deepEqual(
      events.map(({ event_id, time }) => [event_id, time - now]),
      [
        ['before', 0],
        ['ahead', 1],
        ['back', 2],
      ],
    )
    assert.equal(session.session_action_count, 3)
    assert.equal((await collector.server.inject({ url: '/readyz' })).statusCode, 200)
  } finally {
    mock.timers.reset()
    await collector.stop()
    directory.remove()
  }
})
