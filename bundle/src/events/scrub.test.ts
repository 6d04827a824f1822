import assert from 'node:assert/strict'
import test from 'node:test'
import { LIMITS } from '../../../protocol/limits.ts'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import { assertQuick } from '../core/hostileTexts.testkit.ts'
import type { Timestamp } from '../core/time.ts'
import type { AssembledEvent } from './rawEvent.ts'
import type { Scrubbers } from './scrub.ts'
import { createScrubber } from './scrub.ts'

function scrub(
  { tags = {}, fields = {} }: Partial<AssembledEvent>,
  own: Partial<Scrubbers> = {},
): Pick<AssembledEvent, 'tags' | 'fields'> {
  const scrubEvent = createScrubber({ scrubUrl: undefined, scrubText: undefined, ...own })
  const at = 0 as Timestamp
  const event = scrubEvent({ measurement: 'error', time: at, context: {}, tags, fields })
  return { tags: event.tags, fields: event.fields }
}

const URLS: [url: string, scrubbed: string][] = [
  ['/a?token=x', '/a?token=***'],
  ['/a?q=shoes&access_token=x.y:z&page=2', '/a?q=shoes&access_token=***&page=2'],
  ['/a?user[password]=x&apiKey=y', '/a?user[password]=***&apiKey=***'],
  ['/a?E-Mail=a@b.example', '/a?E-Mail=***'],
  ['/a#id_token=x&state=y', '/a#id_token=***&state=y'],
  ['/a#/route?code=x', '/a#/route?code=***'],
  ['/a?next=%2Fb%3Fcode%3Dx%26n%3D1&sid=2', '/a?next=%2Fb%3Fcode%3D***%26n%3D1&sid=***'],
  ['/a?keyword=b&author=c&design=d&n=', '/a?keyword=b&author=c&design=d&n='],
  ['/a/token=x', '/a/token=x'],
]

test('values of parameters whose names speak of secrets are gone, all others stay', (t) => {
  fakePage(t)
  for (const [url, scrubbed] of URLS) {
    assert.equal(scrub({ tags: { view_referrer: url } }).tags['view_referrer'], scrubbed)
  }
})

const CREDENTIALS: [text: string, scrubbed: string][] = [
  ['https://ada:hunter2@x.example/a', 'https://x.example/a'],
  ['https://ada@x.example:8080/', 'https://x.example:8080/'],
  ['https://:hunter2@x.example', 'https://x.example'],
  ['//ada:hunter2@x.example/a', '//x.example/a'],
  ['wss://ada:hunter2@x.example/a@b', 'wss://x.example/a@b'],
  ['https://ada:hun@ter2@x.example/', 'https://x.example/'],
  ["https://ada%40x.example:h'u&n%2Fter2@x.example/", 'https://x.example/'],
  ['/a?next=https%3A%2F%2Fada%3Ahunter2%40x.example%2Fb', '/a?next=https%3A%2F%2Fx.example%2Fb'],
  ['{"url":"https:\\/\\/ada:hunter2@x.example"}', '{"url":"https:\\/\\/x.example"}'],
  [
    'GET https://ada:hunter2@x.example/: no, ask ada@x.example',
    'GET https://x.example/: no, ask ada@x.example',
  ],
  ['fn@https://ada:hunter2@x.example/a.js:1:2', 'fn@https://x.example/a.js:1:2'],
  // No credentials.
  ['https://x.example/@scope/a@1.2.3/?q=a@b#c@d', 'https://x.example/@scope/a@1.2.3/?q=a@b#c@d'],
  ['/a?next=%2F%2Fx.example%3Fq%3Da%40b', '/a?next=%2F%2Fx.example%3Fq%3Da%40b'],
  ['// @ts-check, webpack:///./@vite', '// @ts-check, webpack:///./@vite'],
]

test('credentials are gone from every URL and every text', (t) => {
  fakePage(t)
  for (const [text, scrubbed] of CREDENTIALS) {
    const { tags, fields } = scrub({
      tags: { view_url: text, view_referrer: text, view_name: text, action_name: text },
      fields: {
        resource_url: text,
        message: text,
        error_message: text,
        error_stack: text,
        error_handling_stack: text,
        error_causes: JSON.stringify([{ message: text }]),
        scripts: JSON.stringify([{ source_url: text }]),
      },
    })
    for (const name of ['view_url', 'view_referrer', 'action_name']) {
      assert.equal(tags[name], scrubbed)
    }
    for (const name of [
      'resource_url',
      'message',
      'error_message',
      'error_stack',
      'error_handling_stack',
    ]) {
      assert.equal(fields[name], scrubbed)
    }
    assert.deepEqual(JSON.parse(String(fields['error_causes'])), [{ message: scrubbed }])
    assert.deepEqual(JSON.parse(String(fields['scripts'])), [{ source_url: scrubbed }])
  }
})

test('a text that is too long to be sent is cut first, and no secret is left where it was cut', (t) => {
  fakePage(t)
  const asked: string[] = []
  const scrubText = (text: string) => asked.push(text)
  for (const secret of ['?token=hush-hush-hush', 'https://hush:hush-hush-hush@x.example/']) {
    // Also where what is taken out moves the end of the text.
    for (const start of ['', secret.repeat(1000)]) {
      for (let cutAt = 1; cutAt < secret.length; cutAt += 2) {
        const before = LIMITS.pointBytes + 1000 - cutAt
        const message = `${start.padEnd(before, ' x')}${secret}`.padEnd(
          LIMITS.pointBytes + 9999,
          '.',
        )
        scrub({ fields: { error_message: message } }, { scrubText })
      }
    }
  }
  assert.ok(asked.length > 50)
  for (const text of asked) {
    assert.ok(text.length < LIMITS.pointBytes + 9)
    assert.doesNotMatch(text, /hush/)
  }
})

test('texts of a page are scrubbed in time that grows with their length', (t) => {
  fakePage(t)
  const scrubUrl = (url: string) => url
  assertQuick((text) => scrub({ fields: { error_message: text } }, { scrubUrl }))
})

test('the same in texts, which go on as they were', (t) => {
  fakePage(t)
  const stack = 'Error: no /a?token=x here\n at go @ https://x.example/a.js?key=b:10:5\n at end'
  const { fields } = scrub({
    tags: {},
    fields: {
      error_stack: stack,
      error_causes: JSON.stringify([{ message: '"/a?otp=1" (/b?pin=2)', stack }]),
      scripts: '[{"sourceURL":"/a.js?sig=x"}]',
      action_name: 'Open /a?secret=x',
    },
  })
  const scrubbed =
    'Error: no /a?token=*** here\n at go @ https://x.example/a.js?key=***:10:5\n at end'
  assert.equal(fields['error_stack'], scrubbed)
  assert.deepEqual(JSON.parse(String(fields['error_causes'])), [
    { message: '"/a?otp=***" (/b?pin=***)', stack: scrubbed },
  ])
  assert.equal(fields['scripts'], '[{"sourceURL":"/a.js?sig=***"}]')
  assert.equal(fields['action_name'], 'Open /a?secret=***')
})

test('what is made of a URL is made of what is left of it', (t) => {
  fakePage(t)
  const own = { scrubUrl: (url: string) => url.replace(/users\/\w+/, 'users/-') }
  const { tags, fields } = scrub(
    {
      tags: {
        view_url: 'https://x.example/users/ada?code=x&n=1',
        view_path: '/users/ada',
        view_path_group: '/users/ada',
        view_name: '/users/ada',
      },
      fields: {
        view_url_query: '{"code":"x","n":"1"}',
        resource_url: 'https://api.example/users/ada?key=x',
        resource_url_path: '/users/ada',
      },
    },
    own,
  )
  assert.deepEqual(tags, {
    view_url: 'https://x.example/users/-?code=***&n=1',
    view_host: 'x.example',
    view_path: '/users/-',
    view_path_group: '/users/-',
    view_name: '/users/-',
  })
  assert.deepEqual(fields, {
    view_url_query: '{"code":"***","n":"1"}',
    resource_url: 'https://api.example/users/-?key=***',
    resource_url_host: 'api.example',
    resource_url_path: '/users/-',
    resource_url_path_group: '/users/-',
    resource_url_query: '{"key":"***"}',
  })
})

test('URLs in texts go through the same function', (t) => {
  fakePage(t)
  const { fields } = scrub(
    { fields: { error_stack: 'Error: no\n at go @ https://x.example/users/ada.js:10:5' } },
    { scrubUrl: (url: string) => url.replace(/users\/\w+/, 'users/-') },
  )
  assert.equal(fields['error_stack'], 'Error: no\n at go @ https://x.example/users/-.js:10:5')
})

test('a name that the page gave its view stays', (t) => {
  fakePage(t)
  const { tags } = scrub({
    tags: { view_url: 'https://x.example/?key=x', view_name: 'Home', view_path_group: '/' },
  })
  assert.equal(tags['view_name'], 'Home')
})

test("the page's functions get what is left, and each URL once; where they fail, that is what is sent", (t) => {
  fakePage(t)
  captureReports(t)
  const asked: string[] = []
  const scrubUrl = (url: string) => {
    asked.push(url)
    throw new Error('from the page')
  }
  const scrubEvent = createScrubber({ scrubUrl, scrubText: () => 7 })
  for (let round = 0; round < 2; round++) {
    const { tags, fields } = scrubEvent({
      measurement: 'error',
      time: 0 as Timestamp,
      context: {},
      tags: { view_url: 'https://x.example/?token=x' },
      fields: { error_message: '?token=x' },
    })
    assert.equal(tags['view_url'], 'https://x.example/?token=***')
    assert.equal(fields['error_message'], '?token=***')
  }
  assert.deepEqual(asked, ['https://x.example/?token=***'])
})

test('what is no text and no URL is left alone', () => {
  const fields = { duration: 5, event_id: '?token=x', display: '{"a":"?token=x"}' }
  assert.deepEqual(scrub({ fields: { ...fields } }).fields, fields)
})

test('data: and blob: URLs are cut to their type, with what is made of them', (t) => {
  fakePage(t)
  const { fields } = scrub({
    fields: {
      resource_url: 'data:text/plain,my file',
      resource_url_path: 'text/plain,my file',
      error_message: 'Failed to load blob:https://shop.example/1',
      error_causes: '[{"message":"no data:image/png;base64,xx"}]',
    },
  })
  assert.equal(fields['resource_url'], 'data:text/plain')
  assert.equal(fields['resource_url_path'], 'text/plain')
  assert.equal(fields['error_message'], 'Failed to load blob:')
  assert.equal(fields['error_causes'], '[{"message":"no data:image/png"}]')
})
