import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvent } from '../event.testkit.ts'
import { toSystemLinks } from './systemLinks.ts'

const request = createEvent({
  time: 1_795_680_000_000,
  view_id: 'v 1',
  attributes: { trace_id: 'ab12', session_id: 's1', userid: 'ada&eve' },
})

test('an event fills the templates of its application', () => {
  const templates = {
    trace: 'https://t.example/trace/{trace_id}',
    log: 'https://l.example/?s={session_id}&v={view_id}&u={userid}&from={from}&to={to}',
  }
  assert.deepEqual(toSystemLinks(request, templates), {
    trace: 'https://t.example/trace/ab12',
    log: 'https://l.example/?s=s1&v=v%201&u=ada%26eve&from=1795679100000&to=1795680900000',
  })
})

test('a link is left out if the event lacks a value of it, or if the template is no address', () => {
  const templates = { trace: 'https://t.example/{trace_id}', log: 'javascript:alert("{userid}")' }
  assert.deepEqual(toSystemLinks(createEvent({ attributes: { userid: '1' } }), templates), {})
  assert.deepEqual(toSystemLinks(request, { trace: '', log: '' }), {})
})
