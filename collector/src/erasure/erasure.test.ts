import assert from 'node:assert/strict'
import test from 'node:test'
import type { Client } from '../access/access.testkit.ts'
import { createToken, SECRET, withToken } from '../access/access.testkit.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector
let admin: Client
const now = Date.now()
let serial = 0

test.before(async () => {
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  admin = withToken(collector, await createToken(collector, { role: 'admin', applications: 'all' }))
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function store(app: string, session: string, user = ''): Promise<void> {
  serial++
  const who = user === '' ? '' : `,userid=${user},user_email=${user}@example.com`
  const tags = `app_id=${app},session_id=${session}${who},view_id=v-${session},view_url=https://x/${session},${session}_key=${session}-value`
  const lines = ['view', 'error', 'action'].map(
    (type, index) =>
      `${type},${tags} f=1,error_message="m ${session}",event_id="${serial}-${index}",session_sid="sid-${session}",session_seq=${serial} ${now + index}`,
  )
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const log = `api,app_id=${app},session_id=${session}${who} message="log of ${session}" ${now + serial}`
  assert.equal((await collector.sendLogs(log)).status, 200)
}

/** Returns the reading routes that still show a text. */
async function routesThatShow(text: string): Promise<string[]> {
  const shown: string[] = []
  for (const { method, url, access } of collector.server.routeAccess) {
    if (method === 'GET' && access !== 'public' && !url.includes(':')) {
      const { body } = await admin.get(url)
      if (body.includes(text)) {
        shown.push(url)
      }
    }
  }
  return shown
}

test('a session that is erased is gone from every route, and the others stay', async () => {
  await store('shop', 'erasedone')
  await store('shop', 'keptone')
  await store('other', 'erasedone')
  assert.ok((await routesThatShow('erasedone')).includes('/api/sessions'))

  const answer = await admin.send('POST', '/api/erasures', {
    app_id: 'shop',
    session_id: 'erasedone',
  })
  assert.deepEqual(JSON.parse(answer.body), { sessions: 1, events: 4 })

  const found = JSON.parse((await admin.get('/api/sessions/erasedone')).body)
  assert.equal(found.session.app_id, 'other')
  assert.equal((await admin.get('/api/sessions/erasedone?app_id=shop')).status, 404)
  assert.equal((await admin.get('/api/sessions/keptone')).status, 200)
  await admin.send('POST', '/api/erasures', { app_id: 'other', session_id: 'erasedone' })
  assert.deepEqual(await routesThatShow('erasedone'), [])
})

test('a user that is erased takes whole sessions along, from before the sign-in too', async () => {
  await store('shop', 'anonfirst')
  await store('shop', 'anonfirst', 'goneuser') // an update of the same view
  await store('shop', 'second', 'goneuser')
  await store('third', 'elsewhere', 'goneuser')
  await store('shop', 'stays', 'otheruser')

  const answer = await admin.send('POST', '/api/erasures', { userid: 'goneuser' })
  assert.deepEqual(JSON.parse(answer.body), { sessions: 3, events: 15 })
  for (const text of ['goneuser', 'anonfirst', 'elsewhere']) {
    assert.deepEqual(await routesThatShow(text), [], text)
  }
  assert.equal((await admin.get('/api/sessions/stays')).status, 200)
})

test('what another session’s line told of a user’s session is not kept in the other', async () => {
  await store('shop', 'tolduser', 'tolduser')
  const told = `session_sid="sid-tolduser",session_record_id="tolduser",session_did="tolduser",session_seq=1e13,session_status="exited"`
  await collector.send(
    `view,app_id=shop,session_id=teller,view_id=v ${told},event_id="told" ${now}`,
  )
  assert.ok((await routesThatShow('tolduser')).length > 0)
  await admin.send('POST', '/api/erasures', { userid: 'tolduser' })
  assert.deepEqual(await routesThatShow('tolduser'), [])
  const { status, body } = await admin.get('/api/sessions/teller')
  assert.equal(status, 200)
  assert.doesNotMatch(body, /session_did|tolduser/)
})

test('a restart does not bring back what was erased', async () => {
  await store('shop', 'goneforgood', 'lastuser')
  await admin.send('POST', '/api/erasures', { userid: 'lastuser' })
  await collector.stop()
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  admin = withToken(collector, SECRET)
  assert.deepEqual(await routesThatShow('goneforgood'), [])
})

test('any text may be a user’s id, and erases that user alone', async () => {
  await store('shop', 'safe', 'safeuser')
  for (const userid of [
    "' OR 1=1 --",
    "'; DROP TABLE rum.events; --",
    '%',
    '\\',
    '{userId:String}',
    'x\u0000',
  ]) {
    const answer = await admin.send('POST', '/api/erasures', { userid })
    assert.deepEqual(
      [answer.status, JSON.parse(answer.body)],
      [200, { sessions: 0, events: 0 }],
      userid,
    )
  }
  assert.equal((await admin.get('/api/sessions/safe')).status, 200)
})

test('erasing is for administrators, of the application in question', async () => {
  await store('shop', 'guarded', 'guardeduser')
  const [editor, shopAdmin, otherAdmin] = await Promise.all(
    [
      { role: 'editor', applications: 'all' as const },
      { role: 'admin', applications: ['shop'] },
      { role: 'admin', applications: ['other'] },
    ].map(async (grant) => withToken(collector, await createToken(collector, grant))),
  )
  const session = { app_id: 'shop', session_id: 'guarded' }
  assert.equal((await editor?.send('POST', '/api/erasures', session))?.status, 403)
  assert.equal((await otherAdmin?.send('POST', '/api/erasures', session))?.status, 403)
  assert.equal(
    (await shopAdmin?.send('POST', '/api/erasures', { userid: 'guardeduser' }))?.status,
    403,
  )
  const answer = await shopAdmin?.send('POST', '/api/erasures', session)
  assert.deepEqual(JSON.parse(answer?.body ?? ''), { sessions: 1, events: 4 })
})

test('the audit says that something was erased, and not whose it was', async () => {
  const text = (await admin.get('/api/audit')).body
  const { entries } = JSON.parse(text)
  assert.ok(
    entries.some(
      ({ act, details }: { act: string; details: { sessions: number } }) =>
        act === 'eraseUser' && details.sessions === 3,
    ),
  )
  assert.doesNotMatch(text, /goneuser|anonfirst|erasedone|guarded/)
})
