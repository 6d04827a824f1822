import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import type { Client } from './access.testkit.ts'
import { createToken, SECRET, withToken } from './access.testkit.ts'
import { OPEN_ACCESS } from './accessOptions.ts'

/**
 * A token of one application never sees another's data: over every route that the server has, so that one that
 * is added tomorrow is tried too.
 */
const directory = makeDirectory()
let collector: TestCollector
let admin: Client
let mine: Client

/** In every text that the other application stores, and in nothing else. */
const MARK = 'otherssecret'
const OTHER = `${MARK}-app`
const now = Date.now()

function linesOf(app: string, mark: string): string {
  const tags = `app_id=${app},session_id=${mark}-session,userid=${mark}-user,user_name=${mark}-name,user_email=${mark}@example.com,env=${mark}-env,version=${mark}-version,service=${mark}-service,view_id=${mark}-view,view_name=${mark}-view,view_url=https://${mark}.example/${mark}?q,view_path=/${mark},view_host=${mark}.example,view_path_group=/${mark},browser=${mark}-browser,os=${mark}-os,device=${mark}-device,country=${mark}-country,${mark}_tag=${mark}-tag`
  const at = (offset: number): string => `event_id="${mark}-${offset}" ${now + offset}`
  return [
    `view,${tags} time_spent=1000000000,largest_contentful_paint=1000000,session_sid="${mark}-sid",session_seq=1,session_status="ok",${at(0)}`,
    `error,${tags},error_type=${mark}Error error_message="${mark} message",error_stack="${mark}Error\n at f @ https://${mark}.example/a.js:1:1",${at(1)}`,
    `resource,${tags},resource_method=GET,resource_status=500 resource_url="https://${mark}.example/r",resource_type="fetch",resource_url_host="${mark}.example",duration=1000000,${at(2)}`,
    `action,${tags},action_type=click action_name="${mark} action",${at(3)}`,
    `long_task,${tags} duration=100000000,${at(4)}`,
  ].join('\n')
}

function logsOf(app: string, mark: string): string {
  return [
    `${mark}-source,app_id=${app},session_id=${mark}-session,service=${mark}-service,status=error message="${mark} log",${mark}_key="${mark}-value" ${now}`,
    `${mark}-source,app_id=${app},userid=${mark}-user,trace_id=${mark}-trace message="${mark} other log" ${now + 1}`,
  ].join('\n')
}

test.before(async () => {
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  admin = withToken(collector, await createToken(collector, { role: 'admin', applications: 'all' }))
  mine = withToken(
    collector,
    await createToken(collector, { role: 'admin', applications: ['mine'] }),
  )
  assert.equal((await collector.send(linesOf(OTHER, MARK))).status, 200)
  assert.equal((await collector.send(linesOf('mine', 'own'))).status, 200)
  assert.equal((await collector.sendLogs(logsOf(OTHER, MARK))).status, 200)
  assert.equal((await collector.sendLogs(logsOf('mine', 'own'))).status, 200)
  for (const appId of [OTHER, '']) {
    const rule = { name: `${MARK} alert`, app_id: appId, measure: 'events' }
    assert.equal((await admin.send('POST', '/api/alerts', rule)).status, 201)
  }
  const url = `/api/applications/${OTHER}`
  const links = { trace_link: `https://${MARK}.example/{trace_id}` }
  const declared = { id: OTHER, has_token: false }
  assert.equal((await admin.send('POST', '/api/applications', declared)).status, 201)
  assert.equal((await admin.send('PATCH', url, links)).status, 204)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

/** Ids for a route's path: of the other application, or of nobody. */
const IN_PATH: Readonly<Record<string, readonly string[]>> = {
  session_id: [`${MARK}-session`, 'own-session', 'unknown'],
  name: ['admin', 'unknown'],
  id: ['unknown'],
  app_id: [OTHER, 'mine'],
  userid: [`${MARK}-user`],
}

const QUERIES: readonly string[] = [
  '',
  `app_id=${OTHER}`,
  'app_id=mine',
  `app_id=${OTHER}&app_id=mine`,
  `app_id=mine,${OTHER}`,
  `app_id=%27%20OR%201%3D1%20--`,
  `query=app_id%3A${OTHER}`,
  `query=${MARK}&type=log`,
  `q=${MARK}`,
]

interface Request {
  method: string
  url: string
}

/** Every route of the server below `/api` and `/v1` that is not public. */
function guardedRoutes(methods: readonly string[]): Request[] {
  return collector.server.routeAccess
    .filter(({ method, access }) => access !== 'public' && methods.includes(method))
    .map(({ method, url }) => ({ method, url }))
}

function toUrls(route: string): string[] {
  const names = [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  return names.reduce<string[]>(
    (urls, name) => {
      const values = IN_PATH[name] ?? [`${MARK}-session`, OTHER, 'unknown']
      return urls.flatMap((url) =>
        values.map((value) => url.replace(`:${name}`, encodeURIComponent(value))),
      )
    },
    [route],
  )
}

test('no route that reads shows another application to a token', async () => {
  const shownToAdmin = new Set<string>()
  for (const { url: route } of guardedRoutes(['GET'])) {
    for (const url of toUrls(route)) {
      // Beside each other: as many people would ask.
      await Promise.all(
        QUERIES.map(async (query) => {
          const asked = `${url}?${query}`
          const { body } = await mine.get(asked)
          assert.ok(!withoutEcho(body, asked).includes(MARK), `${asked}\n${body}`)
        }),
      )
      const { body: whole } = await admin.get(url)
      if (withoutEcho(whole, url).includes(MARK)) {
        shownToAdmin.add(route)
      }
    }
  }
  for (const route of [
    '/api/sessions',
    '/api/sessions/:session_id',
    '/api/alerts',
    '/api/applications',
    '/api/links',
  ]) {
    assert.ok(shownToAdmin.has(route), `there is something to be seen at ${route}`)
  }
})

/** An answer may repeat what was asked, such as a name that is not known. */
function withoutEcho(body: string, asked: string): string {
  const { pathname, searchParams } = new URL(asked, 'http://x')
  const words = [...pathname.split('/').map(decodeURIComponent), ...searchParams.values()]
  return words
    .filter((word) => word.includes(MARK))
    .reduce((text, word) => text.replaceAll(JSON.stringify(word).slice(1, -1), ''), body)
}

test('a session of the other application is not found, as if there were none', async () => {
  const theirs = await mine.get(`/api/sessions/${MARK}-session`)
  const nobodys = await mine.get('/api/sessions/unknown')
  assert.deepEqual([theirs.status, theirs.body], [404, nobodys.body])
  assert.equal((await mine.get('/api/sessions/own-session')).status, 200)
})

test('whatever a token asks, sends or combines, another application’s data is neither shown nor changed', async () => {
  const before = (await admin.get(`/api/sessions/${MARK}-session`)).body
  const routes = guardedRoutes(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
  const value = fc.oneof(
    fc.constantFrom(OTHER, 'mine', MARK, `${MARK}-session`, `${MARK}-user`, '*', '', 'all'),
    fc.string({ maxLength: 12 }),
  )
  const names = [
    'app_id',
    'query',
    'q',
    'session_id',
    'userid',
    'from',
    'to',
    'limit',
    'cursor',
    'field',
    'env',
    'version',
  ]
  const asked = fc.record({
    route: fc.constantFrom(...routes),
    path: value,
    query: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 }),
    body: fc.dictionary(fc.constantFrom(...names, 'name', 'role'), value, { maxKeys: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ route, path, query, body }) => {
      const url = `${route.url.replace(/:\w+/g, encodeURIComponent(path) || '-')}?${new URLSearchParams(query)}`
      const answer =
        route.method === 'GET'
          ? await mine.get(url)
          : await mine.send(route.method as 'POST', url, body)
      assert.ok(answer.status < 500, `${answer.status} ${url} ${answer.body}`)
      const shown = [path, ...query.map(([, each]) => each), ...Object.values(body)]
      const text = shown
        .filter((word) => word.includes(MARK))
        .sort((one, other) => other.length - one.length)
        .reduce((rest, word) => rest.replaceAll(word, ''), answer.body)
      assert.ok(!text.includes(MARK), `${route.method} ${url}\n${answer.body}`)
    }),
    { numRuns: 300 },
  )
  assert.equal((await admin.get(`/api/sessions/${MARK}-session`)).body, before)
})
