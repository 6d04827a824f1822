import assert from 'node:assert/strict'
import test from 'node:test'
import type { Histogram } from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'
import { createTimeBuckets, parseZone } from './timeBuckets.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const { start, stop, store, get, refuse } = createQueryTest()

test.before(start)
test.after(stop)

test('days begin at midnight of the zone, also where clocks change', () => {
  const summer = Date.parse('2026-03-29T12:00Z') // the day has 23 hours in Berlin
  const buckets = createTimeBuckets(DAY, 'Europe/Berlin', summer)
  const index = buckets.indexOf(summer)
  assert.deepEqual(
    [index - 1, index, index + 1].map((one) => new Date(buckets.startOf(one)).toISOString()),
    ['2026-03-27T23:00:00.000Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  )
  assert.equal(buckets.indexOf(buckets.startOf(index)), index)
  assert.equal(buckets.indexOf(buckets.startOf(index) - 1), index - 1)
})

test('hours begin at the full hour of a zone half an hour off', () => {
  const noon = Date.parse('2026-06-01T12:00Z')
  const buckets = createTimeBuckets(HOUR, 'Asia/Kolkata', noon)
  assert.equal(
    new Date(buckets.startOf(buckets.indexOf(noon))).toISOString(),
    '2026-06-01T11:30:00.000Z',
  )
})

test('only names of zones are zones', () => {
  assert.equal(parseZone('asia/shanghai'), 'Asia/Shanghai')
  for (const text of ['', '+08:00', 'Mars/Olympus', "UTC'", 'x'.repeat(99)]) {
    assert.equal(parseZone(text), undefined, text)
  }
})

test('the histogram counts events and sessions in the buckets of the zone', async () => {
  const midnight = Math.floor(Date.now() / DAY - 3) * DAY + 16 * HOUR // in Shanghai
  const view = (id: string, time: number): string =>
    `view,app_id=zone,session_id=${id} view_url="https://a/" ${time}`
  await store(
    view('a', midnight - 1000),
    view('b', midnight + 1000),
    view('c', midnight + 23 * HOUR),
  )
  const asked = {
    app_id: 'zone',
    from: midnight - DAY,
    to: midnight + DAY,
    interval: DAY,
    zone: 'Asia/Shanghai',
  }
  for (const root of ['sessions', 'events']) {
    const { buckets } = await get<Histogram>(`/api/${root}/histogram`, asked)
    assert.deepEqual(
      buckets,
      [
        { time: midnight - DAY, count: 1 },
        { time: midnight, count: 2 },
      ],
      root,
    )
  }
  const refused = await refuse('/api/events/histogram', { ...asked, zone: 'Mars/Olympus' })
  assert.match(refused.message, /^zone: /)
})
