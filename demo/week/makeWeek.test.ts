import assert from 'node:assert/strict'
import test from 'node:test'
import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import { EVENT_TYPES, fieldsOf, WRITTEN_FIELDS } from '../../protocol/fields.ts'
import type { Measurement } from '../../protocol/measurements.ts'

import { BAD_VERSION, DAY, startOf, toWeek } from './calendar.ts'
import { makeWeek } from './makeWeek.ts'

const END = Date.UTC(2026, 10, 26, 12)
const OPTIONS = { sessions: 4000, seed: 'test', end: END }
const sessions = [...makeWeek(OPTIONS)]
const events = sessions.flat()

/** Tags that a collector derives from the address of a visitor; here the visitor brings them. */
const PLACE = ['country', 'province', 'city']

const of = (measurement: Measurement) => events.filter((event) => event.measurement === measurement)

test('the same options give the same events; another seed gives others', () => {
  const few = { ...OPTIONS, sessions: 50 }
  assert.deepEqual([...makeWeek(few)], [...makeWeek(few)])
  assert.notDeepEqual([...makeWeek(few)], [...makeWeek({ ...few, seed: 'other' })])
})

test('every tag and field is one of the wire contract', () => {
  for (const measurement of EVENT_TYPES.filter((type) => type !== 'log')) {
    const names = [...WRITTEN_FIELDS, ...fieldsOf(measurement)].map(({ key }) => key)
    const known = new Set<string>([...PLACE, ...names])
    const written = new Set(
      of(measurement).flatMap(({ tags, fields }) => [...Object.keys(tags), ...Object.keys(fields)]),
    )
    assert.ok(written.size > 20, measurement)
    assert.deepEqual(
      [...written].filter((key) => !known.has(key)),
      [],
      measurement,
    )
  }
})

test('sessions come in the order of their starts', () => {
  const starts = sessions.map(([first]) => Number(first?.time))
  assert.deepEqual(
    starts,
    starts.toSorted((one, other) => one - other),
  )
})

test('every event is in the week, and has an id that no other event has', () => {
  const { start } = toWeek(END)
  assert.deepEqual(
    events.filter(({ time }) => time < start || time > END),
    [],
  )
  assert.equal(new Set(events.map(({ fields }) => fields['event_id'])).size, events.length)
  assert.equal(start, Date.UTC(2026, 10, 20))
})

test('a view counts the events that carry its id', () => {
  const counted = new Map<unknown, number>()
  for (const { measurement, tags } of events) {
    const key = `${measurement} ${tags['view_id']}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  const ended = of('view').filter(({ fields }) => fields['is_active'] === false)
  assert.ok(ended.length > 5000)
  for (const { tags, fields } of ended) {
    for (const kind of ['error', 'resource', 'action', 'long_task'] as const) {
      assert.equal(fields[`view_${kind}_count`], counted.get(`${kind} ${tags['view_id']}`) ?? 0)
    }
  }
})

test('user 4711 could not pay in the evening before the last day', () => {
  const own = events.filter(({ tags }) => tags['userid'] === '4711' && tags['app_id'] === 'shop')
  const payments = own.filter(({ fields }) =>
    String(fields['resource_url']).endsWith('/v1/payment'),
  )
  const inOutage = payments.filter(({ time }) => time >= startOf(toWeek(END), 'paymentOutage'))
  assert.ok(inOutage.length > 0)
  assert.deepEqual(new Set(inOutage.map(({ tags }) => tags['resource_status'])), new Set(['503']))
  assert.equal(new Date(inOutage[0]?.time ?? 0).getUTCDate(), new Date(END - DAY).getUTCDate())
})

test('the bad release crashes several times as often as its neighbours', () => {
  const bad = crashShare(BAD_VERSION)
  const [before, after] = ['2.3.0', '2.3.2'].map(crashShare)
  assert.ok(
    bad > 0.04 && bad > 5 * Math.max(before ?? 1, after ?? 1),
    `${bad}, ${before}, ${after}`,
  )
})

test('searches are several times slower during the slow hours', () => {
  const [slow, usual] = [true, false].map((isSlow) =>
    median(
      of('resource')
        .filter(
          ({ tags, fields }) =>
            tags['app_id'] === 'shop' && fields['resource_url_path'] === '/v1/search',
        )
        .filter(({ time }) => {
          const since = time - startOf(toWeek(END), 'slowSearch')
          return (since >= 0 && since < 2 * 3_600_000) === isSlow
        })
        .map(({ fields }) => Number(fields['duration'])),
    ),
  )
  assert.ok(Number(slow) > 4 * Number(usual), `${slow}, ${usual}`)
})

test('the checkout loads slowly in Brazil because of its addresses, from the fourth day on', () => {
  const from = startOf(toWeek(END), 'slowAddresses')
  const checkouts = of('view').filter(
    ({ tags, time }) =>
      tags['app_id'] === 'shop' && tags['view_name'] === 'Checkout' && time >= from,
  )
  const loading = (isHere: (country: unknown) => boolean) =>
    median(
      checkouts
        .filter(({ tags }) => isHere(tags['country']))
        .map(({ fields }) => Number(fields['loading_time'])),
    )
  const [brazil, elsewhere] = [loading((one) => one === 'BR'), loading((one) => one !== 'BR')]
  assert.ok(Number(brazil) > 2.5 * Number(elsewhere), `${brazil}, ${elsewhere}`)
})

function crashShare(version: string): number {
  const own = sessions.filter(([first]) => first?.tags['version'] === version)
  return own.filter(isCrashed).length / own.length
}

function isCrashed(session: readonly EncodableEvent[]): boolean {
  return session.some(({ fields }) => fields['session_status'] === 'crashed')
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[values.length >> 1] ?? 0
}
