import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count, Differences, ErrorGroups } from '../../../protocol/analytics.ts'
import * as schemas from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get, refuse } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 3_600_000, app_id: 'shop' }

test.before(start)
test.after(stop)

/** 40 sessions. The ten from Brazil have a slow checkout, nine of them in release 2.3.1, as five others are. */
async function storeDay(): Promise<void> {
  const lines = Array.from({ length: 40 }, (_, index) => {
    const isSlow = index < 10
    const isNew = isSlow ? index < 9 : index < 15
    const tags = [
      'view,app_id=shop',
      `session_id=s${index}`,
      `view_id=v${index}`,
      `version=${isNew ? '2.3.1' : '2.3.0'}`,
      `country=${isSlow ? 'Brazil' : 'China'}`,
      `browser=${index % 2 === 0 ? 'Chrome' : 'Safari'}`,
    ].join(',')
    const fields = `view_url="https://shop.example/checkout",loading_time=${isSlow ? 9 : 1}000000000i`
    return `${tags} ${fields} ${noon + index * 1000}`
  })
  await store(...lines)
}

test('values that are more frequent among the found sessions come first, with exact counts', async () => {
  await storeDay()
  const of = 'loading_time:>5s'
  const answer = await get<Differences>('/api/sessions/differences', { ...range, of })
  schemas.differences.parse(answer)
  assert.deepEqual([answer.selected, answer.others], [10, 30])
  assert.deepEqual(
    answer.differences.map(({ key, value, selected, others }) => [key, value, selected, others]),
    [
      ['country', 'Brazil', 10, 0],
      ['version', '2.3.1', 9, 5],
    ],
  )
  const [brazil, release] = answer.differences
  assert.ok(Number(brazil?.score) > Number(release?.score))
  for (const { key, value, selected, others } of answer.differences) {
    const count = async (query: string): Promise<number> =>
      (await get<Count>('/api/sessions/count', { ...range, query })).count
    const term = `${key}:"${value}"`
    assert.equal(await count(`${term} AND ${of}`), selected)
    assert.equal(await count(`${term} AND -${of}`), others)
  }
})

test('events of one type are compared by the fields of that type', async () => {
  const asked = { ...range, type: 'view', of: 'country:Brazil' }
  const answer = await get<Differences>('/api/events/differences', asked)
  assert.deepEqual([answer.selected, answer.others], [10, 30])
  assert.deepEqual(
    answer.differences.map(({ key, value }) => [key, value]),
    [['version', '2.3.1']],
    'the field that the search names is left out',
  )
})

test('the search of the list bounds both parts, and chosen keys are compared alone', async () => {
  const asked = { ...range, query: 'version:2.3.1', of: 'country:Brazil', keys: 'browser,country' }
  const answer = await get<Differences>('/api/sessions/differences', asked)
  assert.deepEqual([answer.selected, answer.others], [9, 5])
  assert.deepEqual(
    answer.differences.map(({ key, value }) => [key, value]),
    [['country', 'Brazil']],
  )
})

test('of fields that say the same by definition, one is compared, and none that the search names or decides', async () => {
  const lines = Array.from({ length: 24 }, (_, index) => {
    const isBroken = index < 12
    const tags = `app_id=same,session_id=s${index},view_id=v${index},version=${isBroken ? '2' : '1'}`
    const health = `session_sid="sid${index}",session_seq=1,session_status="${isBroken ? 'crashed' : 'exited'}",session_errors=1,session_duration=1,session_started=${noon}`
    return [
      `view,${tags} view_url="https://shop.example/",${health} ${noon}`,
      `error,${tags},error_type=${isBroken ? 'TypeError' : 'HttpError'},error_handling=${isBroken ? 'un' : ''}handled error_message="${isBroken ? 'broken' : 'refused'}" ${noon}`,
      `resource,${tags},resource_status=${isBroken ? '503' : '200'},resource_status_group=${isBroken ? '5xx' : '2xx'} resource_url="https://shop.example/pay" ${noon}`,
    ]
  })
  await store(...lines.flat())
  const asked = { ...range, app_id: 'same' }
  const keysOf = async (path: string, more: Record<string, string>): Promise<string[]> => {
    const { differences } = await get<Differences>(path, { ...asked, ...more })
    return differences.map(({ key, value }) => `${key}:${value}`).sort()
  }
  const ofSessions = '/api/sessions/differences'
  assert.deepEqual(await keysOf(ofSessions, { of: 'version:2' }), ['session_health:crashed'])
  for (const of of [
    'session_has_crashed:true',
    'session_status:crashed',
    'session_health:crashed',
  ]) {
    assert.deepEqual(await keysOf(ofSessions, { of }), ['version:2'], of)
  }
  const both = { of: 'version:2', keys: 'session_status,session_has_crashed' }
  assert.deepEqual(
    await keysOf(ofSessions, both),
    ['session_has_crashed:true', 'session_status:crashed'],
    'chosen keys are compared whatever they say',
  )
  const ofEvents = '/api/events/differences'
  const ofResources = { of: 'version:2', type: 'resource' }
  assert.deepEqual(await keysOf(ofEvents, ofResources), ['resource_status:503'])
  const { groups } = await get<ErrorGroups>('/api/errors', asked)
  const broken = groups.find(({ error_message: message }) => message === 'broken')?.fingerprint
  assert.deepEqual(await keysOf(ofEvents, { of: `fingerprint:${broken}`, type: 'error' }), [
    'error_handling:unhandled',
    'version:2',
  ])
})

test('a part without rows, or without others, has no differences', async () => {
  for (const of of ['country:Atlantis', 'country:*']) {
    const { differences } = await get<Differences>('/api/sessions/differences', { ...range, of })
    assert.deepEqual(differences, [], of)
  }
})

test('a mistake is told with the parameter and the column that it is in', async () => {
  const ask = (more: Record<string, string>) =>
    refuse('/api/sessions/differences', { ...range, ...more })
  assert.match((await ask({ of: 'browser:(' })).message, /^of, column \d+: /)
  assert.match((await ask({ of: 'brwser:x' })).message, /^of, column 1: .*browser/)
  assert.match((await ask({ of: 'browser:x', query: 'brwser:x' })).message, /^query, column 1: /)
  assert.match((await ask({})).message, /of/)
})
