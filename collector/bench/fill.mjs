import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/**
 * Fills a data directory, whose schema a collector has made, with the events of `days` days that end today:
 * `node collector/bench/fill.mjs <directory> <million events> <days>`. The database makes them itself, so
 * twenty million take minutes.
 *
 * A session has 40 events over ten minutes: 4 views, 29 resources, 4 actions, 2 long tasks and, in every
 * third session, an error. Ids are as the SDK makes them; times are of 0.1 ms, as browsers give them.
 */
const [directory, millions = '20', days = '26'] = process.argv.slice(2)
const PER_SESSION = 40
const sessionsPerDay = Math.round((Number(millions) * 1e6) / Number(days) / PER_SESSION)
const today = Math.floor(Date.now() / 86_400_000) * 86_400_000

const client = createClient({ connection: createChdbConnection({ path: directory }) })
await client.command({ query: 'SET max_memory_usage = 2000000000' })
await client.command({ query: 'SET max_insert_threads = 2' })

const hash = (seed) => `cityHash64(${seed})`
const pick = (seed, values) =>
  `arrayElement([${values.map((value) => `'${value}'`).join(', ')}], ${hash(seed)} % ${values.length} + 1)`
const uuid = (seed) => `toString(reinterpretAsUUID(sipHash128(${seed})))`
/** Skewed, as durations are: many short, few long; in ns. */
const duration = (seed, scale) =>
  `toUInt64(round(-log(1 - (${hash(seed)} % 100000) / 100000.) * ${scale}, 1)) * 100000`

/** Sessions of one insert: what a whole day of fifty million events takes is beyond the memory limit. */
const CHUNK = 10_000

function makeSessions(start, first, count) {
  const id = `${start} + session * ${PER_SESSION} + nth`
  const isVisible = `type = 'view'`
  const columns = {
    app_id: `if(session % 4 = 0, 'admin', 'shop')`,
    type: `multiIf(nth % 10 = 0, 'view', nth % 10 = 5, 'action', nth IN (17, 33), 'long_task', nth = 27 AND session % 3 = 0, 'error', 'resource')`,
    ts: `session_start + toIntervalMillisecond(intDiv(nth * 600000, ${PER_SESSION}) + ${hash(`'t', ${id}`)} % 5000)`,
    received_at: 'ts + toIntervalMillisecond(1500)',
    event_id: hash(`'e', ${id}`),
    sdk_event_id: `concat(hex(${hash(`'page', session, ${start}`)}), '-', toString(nth))`,
    doc_version: `if(${isVisible}, 5, 0)`,
    session_id: uuid(`'s', session, ${start}`),
    view_id: uuid(`'v', session, intDiv(nth, 10), ${start}`),
    session_type: `'user'`,
    env: pick(`'env', session`, ['prod', 'prod', 'prod', 'prod', 'stage']),
    service: pick(`'service', session`, ['web', 'checkout', 'account']),
    version: pick(`'version', session`, ['1.8.0', '1.8.1', '1.9.0', '2.0.0']),
    userid: `if(session % 3 = 0, '', concat('user-', toString(${hash(`'u', session, ${start}`)} % 100000)))`,
    browser: pick(`'browser', session`, [
      'Chrome',
      'Chrome',
      'Chrome',
      'Safari',
      'Firefox',
      'Edge',
    ]),
    browser_version: pick(`'bv', session`, ['128', '129', '130', '131']),
    os: pick(`'os', session`, ['Windows', 'Windows', 'macOS', 'iOS', 'Android', 'Linux']),
    os_version: pick(`'osv', session`, ['10', '11', '14', '15', '17']),
    device: pick(`'device', session`, ['PC', 'PC', 'Mobile']),
    screen_size: pick(`'screen', session`, ['1920*1080', '1440*900', '390*844']),
    network_type: pick(`'net', session`, ['wifi', '4g', 'unknown']),
    country: pick(`'country', session`, ['DE', 'FR', 'US', 'GB', 'ES', 'IT', 'CN', 'JP']),
    city: `concat('city-', toString(${hash(`'city', session`)} % 500))`,
    path: `concat('/p/', toString(${hash(`'path', session, intDiv(nth, 10), ${start}`)} % 3000))`,
    view_url: `concat('https://shop.example', path)`,
    view_host: `'shop.example'`,
    view_path: 'path',
    view_path_group: `concat('/', ${pick(`'group', session, intDiv(nth, 10)`, ['p', 'cart', 'search', 'account', 'pay'])}, '/?')`,
    name: `multiIf(type = 'resource', concat('https://api.example/v1/items/', toString(${hash(`'url', ${id}`)} % 20000)), type = 'error', concat('item ', toString(${id}), ' is not in the cart'), type = 'action', concat('button ', toString(${hash(`'button', ${id}`)} % 40)), type = 'view', view_url, '')`,
    sub_type: `multiIf(type = 'resource', ${pick(`'kind', ${id}`, ['fetch', 'xhr', 'js', 'css', 'image'])}, type = 'error', ${pick(`'error', ${id}`, ['TypeError', 'RangeError', 'Error'])}, type = 'action', 'click', type = 'view', 'route_change', '')`,
    source: `if(type = 'error', 'source', '')`,
    status: `if(type = 'resource', ${pick(`'status', ${id}`, ['200', '200', '200', '200', '304', '404', '500'])}, '')`,
    method: `if(type = 'resource', 'GET', '')`,
    stack: `if(type = 'error', concat('Error\\n at f', toString(${hash(`'frame', ${id}`)} % 300), ' @ https://shop.example/app.js:1:2\\n at g @ https://shop.example/app.js:3:4'), '')`,
    duration: `multiIf(type = 'view', 140000000000, type = 'error', 0, ${duration(`'d', ${id}`, 1500)})`,
    size: `if(type = 'resource', ${hash(`'size', ${id}`)} % 40000, NULL)`,
    handled: `NOT (type = 'error' AND session % 9 = 0)`,
    fingerprint: `if(type = 'error', ${hash(`'fingerprint', ${hash(`'frame', ${id}`)} % 300`)}, 0)`,
    resource_host: `if(type = 'resource', 'api.example', '')`,
    resource_path_group: `if(type = 'resource', concat('/v1/items/?/', toString(${hash(`'rg', ${id}`)} % 40)), '')`,
    lcp: `if(${isVisible}, ${duration(`'lcp', ${id}`, 18000)}, NULL)`,
    fcp: `if(${isVisible}, ${duration(`'fcp', ${id}`, 9000)}, NULL)`,
    inp: `if(${isVisible}, ${duration(`'inp', ${id}`, 1200)}, NULL)`,
    ttfb: `if(${isVisible}, ${duration(`'ttfb', ${id}`, 4000)}, NULL)`,
    cls: `if(${isVisible}, round(${hash(`'cls', ${id}`)} % 300 / 1000., 3), NULL)`,
    tags: `multiIf(type = 'resource', map('resource_status_group', concat(substring(status, 1, 1), 'xx'), 'resource_protocol', 'h2', 'plan', if(session % 5 = 0, 'pro', 'free')),
      type = 'view', map('session_sid', lower(hex(sipHash128('sid', session, ${start}))), 'session_status', multiIf(session % 9 = 0 AND nth >= 27, 'crashed', nth < 30, 'ok', session % 50 = 1, 'abnormal', 'exited'), 'plan', if(session % 5 = 0, 'pro', 'free')),
      map('plan', if(session % 5 = 0, 'pro', 'free')))`,
    nums: `multiIf(type = 'resource', map('resource_ttfb', ${duration(`'rt', ${id}`, 1000)}, 'resource_trans', ${duration(`'rr', ${id}`, 300)}),
      type = 'view', map('session_seq', nth, 'session_errors', toUInt64(session % 3 = 0 AND nth >= 27), 'session_duration', toUInt64(nth) * 15000000000),
      map())`,
    retention_days: '30',
  }
  const names = Object.keys(columns).filter((name) => name !== 'path')
  return `INSERT INTO rum.events (session_start, ${names.join(', ')})
WITH ${Object.entries({
    session_start: `fromUnixTimestamp64Milli(toInt64(${start} + ${hash(`'start', session, ${start}`)} % 80000000), 'UTC')`,
    ...columns,
  })
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n')}
SELECT session_start, ${names.join(', ')}
FROM (SELECT intDiv(number, ${PER_SESSION}) AS session, number % ${PER_SESSION} AS nth FROM numbers(${first * PER_SESSION}, ${count * PER_SESSION}))`
}

/** As the collector does at each insert. */
function makeHealth(start) {
  return `INSERT INTO rum.session_health (app_id, day, sid, seq, session_id, person, started, duration, status, errors, retention_days)
SELECT app_id, toDate(session_start), tags['session_sid'], toUInt64(nums['session_seq']), session_id, userid, session_start,
  toUInt64(nums['session_duration']), tags['session_status'], toUInt32(nums['session_errors']), retention_days
FROM rum.events WHERE type = 'view' AND toDate(session_start) = toDate(fromUnixTimestamp64Milli(toInt64(${start}), 'UTC'))`
}

for (let day = Number(days) - 1; day >= 0; day--) {
  const begin = performance.now()
  const start = today - day * 86_400_000
  for (let first = 0; first < sessionsPerDay; first += CHUNK) {
    const count = Math.min(CHUNK, sessionsPerDay - first)
    await client.command({ query: makeSessions(start, first, count) })
  }
  await client.command({ query: makeHealth(start) })
  process.stdout.write(`day ${day}: ${Math.round(performance.now() - begin)} ms\n`)
}
await client.close()
