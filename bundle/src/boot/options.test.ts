import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import type { Options } from './options.ts'
import { toOptions } from './options.ts'
import type { RumInitConfiguration } from './publicTypes.ts'

const GOOD = { applicationId: 'shop', datakitOrigin: 'https://rum.example' }

const read = (more: object) => toOptions({ ...GOOD, ...more } as RumInitConfiguration)

const NEAR_MISSES: [given: Record<string, unknown>, option: string][] = [
  [{ applicationID: 'shop' }, 'applicationId'],
  [{ application_id: 'shop' }, 'applicationId'],
  [{ datakitorigin: '/' }, 'datakitOrigin'],
  [{ datakitOrigins: '/' }, 'datakitOrigin'],
  [{ trackUserInteraction: true }, 'trackUserInteractions'],
  [{ trackUserInteractoins: true }, 'trackUserInteractions'],
  [{ sesionSampleRate: 20 }, 'sessionSampleRate'],
  [{ SessionTimeout: 900 }, 'sessionTimeout'],
  [{ 'client-token': 't' }, 'clientToken'],
  [{ beforeSent: () => true }, 'beforeSend'],
  [{ allowedTracingUrl: [] }, 'allowedTracingUrls'],
  [{ trackingconsent: 'pending' }, 'trackingConsent'],
]

for (const [given, option] of NEAR_MISSES) {
  const [name] = Object.keys(given)
  test(`\`${name}\` is reported as a near miss of \`${option}\``, (t) => {
    fakePage(t)
    const reports = captureReports(t)
    assert.ok(read(given))
    assert.deepEqual(reports, [`warn: init: there is no \`${name}\`. Did you mean \`${option}\`?`])
  })
}

const WRONG: [
  given: Record<string, unknown>,
  form: string,
  { readonly [Name in keyof Options]?: Options[Name] | undefined },
][] = [
  [{ trackUserInteractions: 'false' }, 'boolean', { trackUserInteractions: undefined }],
  [{ storeContextsToLocal: 1 }, 'boolean', { storeContextsToLocal: undefined }],
  [{ beforeSend: 'drop' }, 'function', { beforeSend: undefined }],
  [{ scrubUrl: {} }, 'function', { scrubUrl: undefined }],
  [{ outboxMaxBytes: '5 MB' }, 'number', { outboxMaxBytes: 5_000_000 }],
  [{ version: { major: 1 } }, 'string|number', { version: undefined }],
  [{ unhandledStatus: 'Unhandled' }, 'crashed|unhandled', { unhandledStatus: 'crashed' }],
  [
    { defaultPrivacyLevel: 'masked' },
    'allow|mask-user-input|mask',
    { defaultPrivacyLevel: undefined },
  ],
  [{ trackingConsent: true }, 'granted|not-granted|pending', {}],
  [{ restartAfterEnd: 'nextpage' }, 'nextPage|activity|never', {}],
  [{ persistence: ['cookies'] }, 'cookie|localStorage|memory', {}],
]

for (const [given, form, used] of WRONG) {
  const [name = '', value] = Object.entries(given)[0] ?? []
  test(`\`${name}: ${JSON.stringify(value)}\` is reported, and its default is used`, (t) => {
    fakePage(t)
    const reports = captureReports(t)
    const options = read(given)
    for (const [key, expected] of Object.entries(used)) {
      assert.deepEqual(options?.[key as keyof Options], expected)
    }
    assert.deepEqual(reports, [`warn: init: \`${name}\` has no effect: it must be ${form}.`])
  })
}

test('good options, absent ones and those of other SDKs are not reported', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  const options = read({
    version: 5,
    env: undefined,
    service: null,
    beforeSend: null,
    trackUserInteractions: true,
    trackViewsManually: false,
    persistence: ['memory', 'cookie'],
    unhandledStatus: 'unhandled',
    trackingConsent: 'not-granted',
    integrations: [{ name: 'BrowserSession', sessionTimeout: 60 }, { name: 'Replay' }],
    sessionReplaySampleRate: 20,
    trackResources: true,
    workerUrl: '/worker.js',
  })
  assert.equal(options?.version, 5)
  assert.equal(options?.trackUserInteractions, true)
  assert.deepEqual(reports, [])
})

const LISTS: [given: Record<string, unknown>][] = [
  [{ persistence: 'cookie' }],
  [{ integrations: { name: 'BrowserSession' } }],
  [{ excludedActivityUrls: 'https://poll.example' }],
  [{ allowedTracingUrls: 'https://api.example' }],
]

for (const [given] of LISTS) {
  test(`one value does for the list of \`${Object.keys(given)}\``, (t) => {
    fakePage(t)
    const reports = captureReports(t)
    assert.ok(read(given))
    assert.deepEqual(reports, [])
  })
}

test('an origin that cannot be one is refused with what to write', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  assert.equal(read({ datakitOrigin: '127.0.0.1:9644' }), undefined)
  assert.deepEqual(reports, [
    'error: init: give `datakitOrigin` as `https://…` or `/…`, without `/v1/write/rum`; or `site` and `clientToken`. Nothing is collected.',
  ])
})
