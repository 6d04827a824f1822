import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import type { DescribedRoute } from './everyRoute.testkit.ts'
import { readRoutes } from './everyRoute.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector

test.before(async () => {
  collector = await startTestCollector(directory.path)
  const lines = [
    `view,app_id=shop,session_id=s,view_path_group=/p view_update=1,event_id="1" ${Date.now()}`,
    `error,app_id=shop,session_id=s error_message="x",event_id="2" ${Date.now()}`,
  ]
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const log = `nginx,app_id=shop,session_id=s,status=error message="x" ${Date.now()}`
  assert.equal((await collector.sendLogs(log)).status, 200)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

const WRITTEN = [
  "'",
  "''",
  "\\'",
  "' OR 1=1 --",
  "'; DROP TABLE rum.events; --",
  '1; SELECT 1',
  "') UNION ALL SELECT * FROM system.tables --",
  "' AND sleep(3) --",
  '{p0:String}',
  '{p0:Identifier}',
  '{p999:String}',
  "file('/etc/passwd')",
  "url('http://127.0.0.1:1/')",
  '/* */',
  '--',
  '#',
  '`',
  '$$',
  '\\',
  '\\0',
  '\\x27',
  '%',
  '%%',
  '%27',
  '_',
  '*',
  '**',
  '?',
  '"',
  '""',
  '\u0000',
  '\n',
  '\r\n',
  '\t',
  '\u2028',
  '\ud800',
  '\udc00x',
  '😀',
  'é',
  'e\u0301',
  '‮',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'constructor:x',
  '__proto__:x',
  'toString:>1',
  'duration:>999999999d',
  'time_spent:<-999999999d',
  'resource_size:[1e300 TO *]',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '18446744073709551616',
  '0x1F',
  'true',
  '[]',
  '{}',
  '[1,2]',
  '{"a":1}',
  '()',
  '((((((((((',
  '))))',
  'a OR',
  'NOT',
  '-',
  ':',
  'env:',
  "env:'",
  "env:' OR 1=1 --",
  'env:"\'"',
  "env:*'*",
  'env:%',
  'env:_\\',
  "view_url:*'; DROP TABLE rum.events; --*",
  "error_message:('a' OR \"b'\")",
  "@custom.x':1",
  '@"x\'] OR 1=1 --":1',
  '@"__proto__":x',
  '@"":x',
  '@custom.{p0:String}:>1',
  'has:@"\'"',
  'has:"@\']"',
  'has:nothing',
  'duration:>2s',
  'duration:>x',
  'duration:>1e400',
  'duration:[* TO *]',
  'duration:[1 TO',
  'duration:{5m TO 1m}',
  'resource_status:>=400',
  'resource_status:[a TO b]',
  'session_error_count:>1 error_message:*x* -env:prod',
  'session_first_view_url:*a* OR session_has_crashed:true',
  'is_active:maybe',
  'is_active:true',
  'type:error error_type:* -(a OR "b c") user:x',
  'fingerprint:1',
  'cumulative_layout_shift:>0.1 NOT largest_contentful_paint:<1s',
  'x'.repeat(1024),
  'x'.repeat(5000),
  'é'.repeat(2000),
  '('.repeat(2000),
  'a OR '.repeat(500),
  `env:(${'a OR '.repeat(400)}a)`,
]

/** Pieces that are special somewhere, in any order. */
const PIECES = [
  "'",
  '"',
  '\\',
  ';',
  '--',
  '/*',
  '*/',
  '{p0:',
  '}',
  '\u0000',
  '%',
  '*',
  '(',
  ')',
  ':',
]
const HOSTILE = [
  ...WRITTEN,
  ...fc.sample(
    fc
      .array(fc.oneof(fc.constantFrom(...PIECES, 'env:', '@', ' OR '), fc.string({ maxLength: 8 })))
      .map((parts) => parts.join('')),
    { numRuns: 200 - WRITTEN.length, seed: 7 },
  ),
]

const ENOUGH: Readonly<Record<string, string>> = {
  session_id: 's',
  fingerprint: '1',
  id: '123e4567-e89b-42d3-a456-426614174000',
  keys: 'env',
  key: 'env',
}

function toUrl(route: DescribedRoute, name: string, value: string): string {
  const path = route.inPath.reduce(
    (url, one) =>
      url.replace(
        `{${one}}`,
        encodeURIComponent(toUtf8(one === name ? value : (ENOUGH[one] ?? 'x'))),
      ),
    route.url,
  )
  const query = new URLSearchParams()
  for (const one of route.inQuery.filter((parameter) => parameter in ENOUGH)) {
    query.set(one, ENOUGH[one] ?? '')
  }
  if (route.inQuery.includes(name)) {
    query.set(name, value)
  }
  return `${path}?${query}`
}

function toUtf8(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}

/**
 * Each name meets the 200, shared out among the routes that have it, and each of those at least `FEWEST` and at most
 * `MOST` of them: what a name means is one piece of code for all routes. `HOSTILE_RUNS=200` gives all to each.
 */
const FEWEST = Number(process.env['HOSTILE_RUNS'] ?? 8)
const MOST = Math.max(FEWEST, 40)
/** At a time: the engine works on one question while the collector reads the next. */
const ABREAST = 4

interface Attempt {
  route: DescribedRoute
  name: string
  value: string
}

function listAttempts(routes: readonly DescribedRoute[]): Attempt[] {
  const named = routes.flatMap((route) =>
    [...route.inPath, ...route.inQuery].map((name) => ({ route, name })),
  )
  const names = [...new Set(named.map(({ name }) => name))]
  return names.flatMap((name) => {
    const having = named.filter((one) => one.name === name)
    const share = Math.ceil(HOSTILE.length / having.length)
    const runs = Math.min(Math.max(share, FEWEST), MOST)
    return having.flatMap((one, place) =>
      Array.from({ length: runs }, (_, run) => ({
        ...one,
        value: HOSTILE[(place * runs + run) % HOSTILE.length] ?? '',
      })),
    )
  })
}

async function attempt({ route, name, value }: Attempt): Promise<void> {
  const body = route.hasBody ? { payload: { name: 'x', body: {} } } : {}
  const response = await collector.server.inject({
    method: route.method.toUpperCase() as 'GET',
    url: toUrl(route, name, value),
    ...body,
  })
  const said = `${route.method} ${route.url} ${name}=${JSON.stringify(value).slice(0, 99)}: ${response.statusCode} ${response.body.slice(0, 200)}`
  assert.ok(response.statusCode < 500, said)
  assert.doesNotMatch(response.body, /DB::Exception|ClickHouse|Syntax error/, said)
}

test('hostile strings in every parameter of every route are answered, and change nothing', async () => {
  assert.equal(HOSTILE.length, 200)
  const routes = await readRoutes(collector)
  assert.ok(routes.length >= 25)
  const all = listAttempts(routes)
  // More than two uploads at once are refused, whatever they hold: these come one after another.
  const isUpload = ({ route }: Attempt): boolean => route.method === 'put' && !route.hasBody
  const attempts = all.filter((one) => !isUpload(one)).values()
  const uploads = all.filter(isUpload).values()
  await Promise.all(
    [uploads, ...Array.from({ length: ABREAST }, () => attempts)].map(async (given) => {
      for (const one of given) {
        await attempt(one) // the next that nobody has taken
      }
    }),
  )
  const { sessions } = await collector.sessions()
  assert.deepEqual(
    sessions.map(({ session_view_count, session_error_count }) => [
      session_view_count,
      session_error_count,
    ]),
    [[1, 1]],
  )
})

test('hostile strings in every text of a saved view come back as they were', async () => {
  const values = HOSTILE.filter((one) => one.trim() !== '' && one.length <= 200)
  // Each value in one of the texts, and another one in each of the others.
  const views = Array.from({ length: Math.ceil(values.length / 3) }, (_, index) => ({
    name: values[index * 3] ?? 'x',
    bound_to: values[index * 3 + 1] ?? '',
    body: { query: values[index * 3 + 2] ?? '' },
  }))
  const ids = await Promise.all(
    views.map(async (payload) => {
      const url = '/api/saved-views'
      const response = await collector.server.inject({ method: 'POST', url, payload })
      assert.equal(response.statusCode, 200, JSON.stringify(payload))
      return response.json().id
    }),
  )
  const list = await collector.server.inject({ url: '/api/saved-views' })
  const found = new Map<string, (typeof views)[number]>(
    list.json().items.map((item: { id: string }) => [item.id, item]),
  )
  const texts = ids.map((id) => {
    const view = found.get(id)
    return [view?.name, view?.bound_to, view?.body.query]
  })
  assert.deepEqual(
    texts,
    views.map(({ name, bound_to: boundTo, body }) => [name.trim(), boundTo, body.query]),
  )
})
