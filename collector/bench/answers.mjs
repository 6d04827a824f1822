import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeLines, START } from './answersLines.mjs'

/**
 * Compares the answers of two builds on one data set, before and after a change that must keep them:
 *
 *     node collector/bench/answers.mjs record before.json [the built main.js]
 *     node collector/bench/answers.mjs compare before.json after.json
 *
 * `record` sends the same 1,200 events to a new collector and asks every route. Ids and times of the run are replaced by
 * words. Both recordings must be made on one day, because times lie two days back.
 */
const [command, one = '', other = 'collector/bin/collector.cjs'] = process.argv.slice(2)

const SEARCHES = [
  'browser:Chrome -env:stage',
  'duration:>20ms',
  'time_spent:[1s TO 5m]',
  'resource_status:>=500 OR resource_type:fetch',
  'has:userid user:u1',
  'message:boom* release:1.0.1',
  'status:404',
  'session:s3',
  'view:v3-1',
  'path:/p/1',
  'url:*shop*',
  '@plan:pro',
  '@size:>5',
  'is_active:false',
  'largest_contentful_paint:>1s',
  'session_error_count:>0',
  'session_has_crashed:true',
  'session_status:ok',
  'session_first_view_path:/p/0',
  'country:DE',
  'ip:127.0.0.*',
  'is_bot:true',
  'type:action',
  'event_id:e3-7',
  'trace_id:t3',
  'e3-7',
  '"boom 3"',
  'has:fingerprint',
  'has:received_at',
  'sub_type:fetch',
]
const FACETS =
  'env,browser,type,resource_status,resource_type,error_type,action_name,view_name,is_active,is_bot,country,trace_id,view_url'
const SESSION_FACETS =
  'env,version,browser,os,os_version,device,screen_size,country,session_status,session_has_crashed,userid,session_referrer,session_last_view_path'
const SORTS = ['session_start', 'time_spent', 'session_view_count', 'session_error_count']
const TYPES = ['view', 'resource', 'action', 'error', 'long_task']
const GROUPS = ['views', 'vitals', 'resources', 'actions', 'long-tasks', 'errors', 'releases']

async function start(main) {
  const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-answers-'))
  const args = [main, '--port', '0', '--data', data, '--address-rate', '0']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  return {
    url: line.split(' ').pop(),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Replaces what differs from run to run: times after the data's, and random ids. */
function settle(text) {
  return text
    .replace(/\b1[67]\d{11}\b/g, (time) => (Number(time) < START + 2 * 86_400_000 ? time : 'now'))
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid')
}

/** Asks every route, in a fixed order. @returns answers by request */
async function record(url) {
  const answers = {}
  async function ask(path, { method = 'GET', body, headers = {} } = {}) {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${url}${path}`, {
      method,
      body,
      headers: { ...type, ...headers },
    })
    const text = await response.text()
    answers[`${method} ${path} ${body ?? ''}`.replace(/[0-9a-f-]{36}/, 'uuid')] =
      `${response.status} ${response.headers.get('content-type')} ${settle(text)}`
    return text
  }
  const range = `from=${START}&to=${START + 86_400_000}`
  for (const query of ['', ...SEARCHES]) {
    const search = `${range}&query=${encodeURIComponent(query)}`
    for (const kind of ['sessions', 'events']) {
      await ask(`/api/${kind}/count?${search}`)
      await ask(`/api/${kind}?${search}&limit=40`)
    }
  }
  for (const sort of SORTS.flatMap((key) => [key, `-${key}`])) {
    await ask(`/api/sessions?${range}&sort=${sort}&limit=7`)
  }
  const list = JSON.parse(await ask(`/api/sessions?${range}&limit=9`))
  await ask(`/api/sessions?${range}&limit=9&cursor=${list.next_cursor}`)
  for (let index = 0; index < 20; index++) {
    await ask(`/api/sessions/s${index}?app_id=shop&limit=2000`)
  }
  for (const type of TYPES) {
    await ask(`/api/events?${range}&type=${type}&limit=1000`)
    await ask(`/api/events/export?${range}&type=${type}&format=csv`)
  }
  for (const kind of ['sessions', 'events']) {
    await ask(`/api/${kind}/histogram?${range}&interval=600000`)
    await ask(`/api/${kind}/export?${range}&format=csv`)
    await ask(`/api/${kind}/export?${range}&format=ndjson&limit=700`)
    const keys = kind === 'events' ? `${FACETS},@plan` : SESSION_FACETS
    await ask(`/api/${kind}/facets?${range}&keys=${encodeURIComponent(keys)}`)
  }
  for (const key of ['browser', 'view_name', 'resource_url', 'error_message', 'action_type']) {
    await ask(`/api/values?${range}&key=${key}&prefix=`)
  }
  await ask('/api/fields')
  for (const group of GROUPS) {
    await ask(`/api/${group}?${range}`)
  }
  const { groups } = JSON.parse(await ask(`/api/errors?${range}&sort=last_seen`))
  for (const { fingerprint } of groups) {
    await ask(`/api/errors/${fingerprint}?${range}`)
  }
  const long = JSON.parse(await ask(`/api/events?${range}&query=long`))
  for (const { whole } of long.events.filter((event) => event.whole)) {
    await ask(`/api/events/${whole}`)
  }
  const draft = JSON.stringify({ app_id: 'shop', name: 'mine', body: { a: 1 } })
  for (const name of ['saved-views', 'dashboards']) {
    const { id } = JSON.parse(await ask(`/api/${name}`, { method: 'POST', body: draft }))
    await ask(`/api/${name}`)
    await ask(`/api/${name}/${id}`, { method: 'PUT', body: draft })
    await ask(`/api/${name}/${id}`, { method: 'DELETE' })
    await ask(`/api/${name}/${id}`, { method: 'DELETE' })
  }
  await askAccess(ask)
  for (const bad of ['limit=0', 'limit=x', 'sort=none', 'query=nope:1', 'from=x', 'cursor=x']) {
    await ask(`/api/sessions?${bad}`)
    await ask(`/api/events?${bad}`)
  }
  await ask('/api/sessions/none')
  await ask('/api/events/none')
  await ask('/api/errors/none')
  await ask('/api/sessions/facets?keys=nope')
  await ask('/v1/write/rum', { method: 'POST', body: 'bad line' })
  return answers
}

/** Records refusals and lists: without a sign-in the collector refuses everything that an administrator does. */
async function askAccess(ask) {
  await ask('/api/me')
  await ask('/api/sign-in', { method: 'POST', body: '{"name":"a","password":"b"}' })
  await ask('/api/sign-in', { method: 'POST', body: '{"name":"","password":"b"}' })
  await ask('/api/sign-out', { method: 'POST', body: '{}' })
  await ask('/api/users')
  await ask('/api/users', { method: 'POST', body: '{"name":"a"}' })
  await ask('/api/users/a', { method: 'PATCH', body: '{"role":"none"}' })
  await ask('/api/users/a', { method: 'DELETE' })
  await ask('/api/tokens')
  await ask('/api/tokens', { method: 'POST', body: '{}' })
  await ask('/api/tokens/a', { method: 'DELETE' })
  await ask('/api/audit?limit=0')
  await ask('/api/erasures')
  await ask('/api/erasures', { method: 'POST', body: '{}' })
  await ask('/api/erasures', { method: 'POST', body: '{"app_id":"shop","session_id":"s19"}' })
  await ask('/v1/sourcemap')
  await ask('/v1/sourcemap?app_id=shop', { method: 'PUT', body: 'no zip' })
  await ask('/v1/sourcemap?app_id=shop', { method: 'DELETE' })
  await ask('/healthz')
  await ask('/readyz')
}

if (command === 'record') {
  const collector = await start(other)
  try {
    const body = makeLines().join('\n')
    const sent = await fetch(`${collector.url}/v1/write/rum?precision=ms`, { method: 'POST', body })
    if (sent.status !== 200) {
      throw new Error(`${sent.status} ${await sent.text()}`)
    }
    writeFileSync(one, JSON.stringify(await record(collector.url), null, 1))
  } finally {
    await collector.stop()
  }
} else {
  const [before, after] = [one, other].map((path) => JSON.parse(readFileSync(path, 'utf8')))
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const different = names.filter((name) => before[name] !== after[name])
  for (const name of different) {
    process.stdout.write(
      `${name}\n- ${before[name]?.slice(0, 900)}\n+ ${after[name]?.slice(0, 900)}\n`,
    )
  }
  process.stdout.write(`${names.length} answers, ${different.length} different\n`)
}
