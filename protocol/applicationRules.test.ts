import assert from 'node:assert/strict'
import test from 'node:test'
import { fillLink, isLinkTemplate, LOG_LINK_NAMES, TRACE_LINK_NAMES } from './applicationRules.ts'

test('a link template is an http(s) address whose host is fixed and which has a value', () => {
  const good = [
    'https://traces.example/trace/{trace_id}',
    'http://localhost:16686/trace/{trace_id}?from={from}&to={to}',
    'https://[::1]:3000/#/t/{trace_id}',
    'https://g.example/explore?left={"queries":[{"query":"{trace_id}","datasource":{"uid":"x"}}]}',
    'https://spuren.münchen.example?id={trace_id}',
  ]
  const bad = [
    '',
    'javascript:alert("{trace_id}")',
    'JaVaScRiPt://x.example/%0aalert({trace_id})',
    'data:text/html,{trace_id}',
    'vbscript:{trace_id}',
    'file:///{trace_id}',
    '//t.example/{trace_id}',
    '{trace_id}',
    'https://{trace_id}.example/',
    'https://{trace_id}',
    'https://t.example{trace_id}',
    'https://t.example:{trace_id}/',
    'https://t.example@{trace_id}/',
    'https://user:password@t.example/{trace_id}',
    'https://t.example\\@evil.example/{trace_id}',
    'https:///t.example/{trace_id}',
    ' https://t.example/{trace_id}',
    'https://t.example/ {trace_id}',
    'https://t.example/\n{trace_id}',
    'https://t.example/',
    'https://t.example/?from={from}',
    'https://t.example/{trace_id}/{secret}',
    `https://t.example/{trace_id}/${'x'.repeat(2048)}`,
  ]
  for (const template of good) {
    assert.ok(isLinkTemplate(template, TRACE_LINK_NAMES), template)
  }
  for (const template of bad) {
    assert.ok(!isLinkTemplate(template, TRACE_LINK_NAMES), template)
    assert.equal(fillLink(template, { trace_id: 't', from: '1' }), undefined, template)
  }
  assert.ok(isLinkTemplate('https://l.example/?u={userid}', LOG_LINK_NAMES))
  assert.ok(!isLinkTemplate('https://l.example/?u={userid}', TRACE_LINK_NAMES))
})

test('a value is escaped, so that it stays where the template has it', () => {
  const template = 'https://t.example/trace/{trace_id}?s={session_id}'
  const cases: [traceId: string, link: string | undefined][] = [
    ['ab12', 'https://t.example/trace/ab12?s=s'],
    ['../a b', 'https://t.example/trace/..%2Fa%20b?s=s'],
    ['a?b#c&d', 'https://t.example/trace/a%3Fb%23c%26d?s=s'],
    ['{session_id}', 'https://t.example/trace/%7Bsession_id%7D?s=s'],
    ['$&', 'https://t.example/trace/%24%26?s=s'],
    ['..', undefined],
    ['.', undefined],
    ['', undefined],
    ['\uD800', undefined],
  ]
  for (const [traceId, link] of cases) {
    assert.equal(fillLink(template, { trace_id: traceId, session_id: 's' }), link, traceId)
  }
  assert.equal(fillLink(template, { trace_id: 'ab12' }), undefined)
})
