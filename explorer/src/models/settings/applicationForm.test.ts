import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Application } from '../../../../protocol/applications.ts'
import {
  findApplicationProblems,
  findIdProblem,
  toApplicationForm,
  toChange,
  toOrigins,
} from './applicationForm.ts'

const SHOP: Application = {
  id: 'shop',
  tokens: [],
  origins: ['https://shop.example', 'https://*.shop.example'],
  retention_days: 7,
  has_own_retention: true,
  sample_rate: 12.5,
  events_per_second: 500,
  trace_link: 'https://t.example/{trace_id}',
  log_link: '',
  is_in_file: false,
}

test('a form that nobody changed sends the settings as they were', () => {
  const { origins, retention_days, sample_rate, events_per_second, trace_link, log_link } = SHOP
  assert.deepEqual(toChange(toApplicationForm(SHOP)), {
    origins,
    retention_days,
    sample_rate,
    events_per_second,
    trace_link,
    log_link,
  })
})

test('an empty field stands for the collector’s retention and for no limit', () => {
  const form = toApplicationForm({ ...SHOP, has_own_retention: false, events_per_second: 0 })
  assert.deepEqual([form.retention, form.rate], ['', ''])
  const change = toChange(form)
  assert.deepEqual([change.retention_days, change.events_per_second], [null, 0])
})

test('an origin is written as a browser sends it, also from the address of a page', () => {
  const cases: [text: string, origins: string[]][] = [
    ['', []],
    ['https://Shop.Example/cart?x#y', ['https://shop.example']],
    ['https://a.example:443 http://b.example:80', ['https://a.example', 'http://b.example']],
    ['https://a.example:8443', ['https://a.example:8443']],
    ['https://a.example,\nhttps://a.example/', ['https://a.example']],
    ['https://*.shop.example', ['https://*.shop.example']],
    ['shop.example', ['shop.example']],
  ]
  for (const [text, origins] of cases) {
    assert.deepEqual(toOrigins(text), origins, text)
  }
})

test('each field that must be corrected is named, with the text that is meant', () => {
  const form = toApplicationForm(SHOP)
  assert.deepEqual(findApplicationProblems(form), {})
  const cases: [part: Partial<typeof form>, problem: object][] = [
    [{ origins: 'https://a.example shop' }, { origins: { kind: 'originBad', text: 'shop' } }],
    [
      { origins: Array.from({ length: 101 }, (_, at) => `https://a${at}.example`).join(' ') },
      { origins: { kind: 'originsMany', text: '' } },
    ],
    [{ retention: '0' }, { retention: { kind: 'retentionBad', text: '' } }],
    [{ retention: '1.5' }, { retention: { kind: 'retentionBad', text: '' } }],
    [{ sampleRate: '' }, { sampleRate: { kind: 'sampleBad', text: '' } }],
    [{ sampleRate: '101' }, { sampleRate: { kind: 'sampleBad', text: '' } }],
    [{ rate: 'many' }, { rate: { kind: 'rateBad', text: '' } }],
    [{ traceLink: 'javascript:{trace_id}' }, { traceLink: { kind: 'traceBad', text: '' } }],
    [{ traceLink: 'https://t.example/{userid}' }, { traceLink: { kind: 'traceBad', text: '' } }],
    [{ logLink: 'https://{userid}/' }, { logLink: { kind: 'logBad', text: '' } }],
  ]
  for (const [part, problem] of cases) {
    assert.deepEqual(findApplicationProblems({ ...form, ...part }), problem, JSON.stringify(part))
  }
})

test('an id must be there, short enough and free', () => {
  assert.equal(findIdProblem(' ', []), 'idMissing')
  assert.equal(findIdProblem('x'.repeat(257), []), 'idLong')
  assert.equal(findIdProblem(' shop ', ['shop']), 'idTaken')
  assert.equal(findIdProblem('blog', ['shop']), undefined)
})
