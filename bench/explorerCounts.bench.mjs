import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, sendWeek, startCollector } from './explorer/collector.mjs'

/**
 * `npm run bench:counts [-- <sessions of the week> <data directory> <sample>]`: for 1,000 random sessions of the made-up week the
 * list, the detail and SQL over the raw events say the same; for 50 random values filter and reverse filter are together
 * all, and the list of each hour has as many sessions as their number says. The same seed takes the same sessions and values. Needs `npm run build`. Without a directory it fills one of its own.
 */
const [weekSessions = '5000', given, sampleSize = '1000'] = process.argv.slice(2)
const VALUES = 50
const HOUR = 3_600_000
const IDS_PER_QUESTION = 50
const ASKERS = 4
const random = createRandom(4711)
const data = given ?? mkdtempSync(join(tmpdir(), 'dataflux-rum-counts-'))
const now = Date.now()
const range = { from: now - 30 * 86_400_000, to: now }

const COUNTS = {
  session_view_count: 'view',
  session_action_count: 'action',
  session_error_count: 'error',
  session_resource_count: 'resource',
  session_long_task_count: 'long_task',
}
const NUMBERS = [...Object.keys(COUNTS), 'session_start', 'time_spent']
const toKey = ({ app_id, session_id }) => `${app_id} ${session_id}`

function pickSome(all, count) {
  const rest = [...all]
  return Array.from(
    { length: Math.min(count, rest.length) },
    () => rest.splice(Math.floor(random() * rest.length), 1)[0],
  )
}

/** Lists the sessions of one hour after the other: a page of a narrow range costs a fraction of one of the month. */
async function listKeys(ask) {
  const keys = new Map()
  const { buckets } = await ask('/api/sessions/histogram', { ...range, interval: HOUR })
  for (const { time } of buckets.filter(({ count }) => count > 0)) {
    const hour = { from: time, to: time + HOUR - 1 }
    let listed = 0
    for (let cursor; ; ) {
      const page = await ask('/api/sessions', { ...hour, limit: 500, ...(cursor && { cursor }) })
      listed += page.sessions.length
      for (const { app_id, session_id } of page.sessions) {
        keys.set(toKey({ app_id, session_id }), { app_id, session_id })
      }
      cursor = page.next_cursor
      if (cursor === undefined) {
        break
      }
    }
    const { count } = await ask('/api/sessions/count', hour)
    assert.equal(listed, count, `${new Date(time).toISOString()}: the list and the number`)
  }
  return [...keys.values()]
}

/** Rows of the sessions as a list of the whole range has them: an id that is used again days later is one session. */
async function listSessions(ask, keys) {
  const rows = new Map()
  for (let at = 0; at < keys.length; at += IDS_PER_QUESTION) {
    const ids = keys.slice(at, at + IDS_PER_QUESTION).map(({ session_id }) => session_id)
    const query = `session_id:(${ids.map((id) => JSON.stringify(id)).join(' OR ')})`
    const { sessions } = await ask('/api/sessions', { ...range, query, limit: 500 })
    for (const row of sessions) {
      rows.set(toKey(row), row)
    }
  }
  return keys.map((key) => rows.get(toKey(key)) ?? assert.fail(`${toKey(key)} is not listed`))
}

/** Counts the events of a session's detail, page by page. */
async function countDetail(ask, { app_id, session_id }) {
  const path = `/api/sessions/${encodeURIComponent(session_id)}`
  const counts = Object.fromEntries(Object.keys(COUNTS).map((key) => [key, 0]))
  for (let cursor; ; ) {
    const detail = await ask(path, { app_id, limit: 2000, ...(cursor && { cursor }) })
    for (const [key, type] of Object.entries(COUNTS)) {
      counts[key] += detail.events.filter((event) => event.type === type).length
    }
    cursor = detail.next_cursor
    if (cursor === undefined) {
      return { session: detail.session, counts }
    }
  }
}

/** Compares the list with the details of the sessions that are left, which several askers share. */
async function checkDetails(ask, left) {
  for (let row = left.pop(); row !== undefined; row = left.pop()) {
    const { session, counts } = await countDetail(ask, row)
    assert.deepEqual(session, row, `${toKey(row)}: the list and the detail`)
    for (const key of Object.keys(COUNTS)) {
      assert.equal(counts[key], row[key], `${toKey(row)}: events of the detail, ${key}`)
    }
  }
}

async function checkValues(ask) {
  const keys = 'browser,os,country,city,version,env,session_status,device,network_type'
  const { facets } = await ask('/api/sessions/facets', { ...range, keys, limit: 100 })
  const ofEvents = 'view_path_group,error_type,action_name,resource_status,resource_url_host'
  const events = await ask('/api/events/facets', { ...range, keys: ofEvents, limit: 100 })
  const all = [...facets, ...events.facets].flatMap(({ key, values }) =>
    values.map(({ value }) => `${key}:${JSON.stringify(value)}`),
  )
  const count = async (query) => (await ask('/api/sessions/count', { ...range, query })).count
  const total = await count('')
  const chosen = pickSome(all, VALUES)
  for (const term of chosen) {
    const [found, others] = [await count(term), await count(`-${term}`)]
    assert.equal(found + others, total, `${term}: ${found} + ${others} of ${total}`)
    assert.ok(found > 0, term)
  }
  process.stdout.write(`${chosen.length} values divide ${total} sessions\n`)
}

function countRaw(sample) {
  const rows = execFileSync(process.execPath, ['collector/bench/rawCounts.mjs', data], {
    input: JSON.stringify(sample.map(({ session_id }) => session_id)),
    maxBuffer: 64 * 1024 ** 2,
  })
  return new Map(JSON.parse(rows).map((row) => [toKey(row), row]))
}

const choose = (row) => Object.fromEntries(NUMBERS.map((key) => [key, Number(row[key])]))

const collector = await startCollector(data)
try {
  if (given === undefined) {
    await sendWeek(collector.url, { sessions: Number(weekSessions), end: now })
  }
  const keys = pickSome(await listKeys(collector.ask), Number(sampleSize))
  const sample = await listSessions(collector.ask, keys)
  const left = [...sample]
  await Promise.all(Array.from({ length: ASKERS }, () => checkDetails(collector.ask, left)))
  await checkValues(collector.ask)
  await collector.stop()
  const raw = countRaw(sample)
  for (const row of sample) {
    assert.deepEqual(choose(raw.get(toKey(row)) ?? {}), choose(row), `${toKey(row)}: SQL and list`)
  }
  process.stdout.write(`${sample.length} sessions: list = detail = SQL over the raw events\n`)
} finally {
  await collector.stop() // if a check failed; SQL needs the directory for itself
  if (given === undefined) {
    rmSync(data, { recursive: true, force: true })
  }
}
