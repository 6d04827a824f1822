import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AlertForm } from './alertDraft.ts'
import { findProblems, toDraft, toForm, toNewForm } from './alertDraft.ts'
import { toRowsPath } from './alertRows.ts'

const form: AlertForm = { ...toNewForm(new URLSearchParams()), name: ' Slow pages ' }

test('a threshold is written in the unit of the reader and sent in that of the collector, and back', () => {
  const rows = [
    [{ measure: 'events' }, '10', 10],
    [{ measure: 'crash_free', condition: 'below' }, '99.5', 0.995],
    [{ measure: 'p75', field: 'lcp' }, '2500', 2_500_000_000],
    [{ measure: 'p75', field: 'cls' }, '0.1', 0.1],
    [{ measure: 'p75', field: 'lcp', condition: 'rises' }, '20', 20],
  ] as const
  for (const [part, threshold, sent] of rows) {
    const draft = toDraft({ ...form, ...part, threshold })
    assert.equal(draft.threshold, sent)
    const stored = { ...draft, id: 'a', state: 'ok', updated_at: 0, updated_by: '', recent: [] }
    assert.equal(toForm(stored as never).threshold, threshold)
  }
})

test('fields that a measure does not have are not sent', () => {
  const filled = { ...form, event_type: 'error', field: 'inp', threshold: '5' } as const
  const parts = ({ event_type, field, threshold }: ReturnType<typeof toDraft>) => [
    event_type,
    field,
    threshold,
  ]
  assert.deepEqual(parts(toDraft({ ...filled, measure: 'events' })), ['error', '', 5])
  assert.deepEqual(parts(toDraft({ ...filled, measure: 'sessions' })), ['', '', 5])
  assert.deepEqual(parts(toDraft({ ...filled, measure: 'no_data' })), ['error', '', 1])
})

test('each field that must be corrected is named with what to write', () => {
  assert.deepEqual(findProblems(form), {})
  const bad = { name: ' ', threshold: 'x', for_minutes: '61', min_samples: '-1' }
  assert.deepEqual(findProblems({ ...form, ...bad, webhook: 'ftp://a' }), {
    name: 'nameMissing',
    threshold: 'thresholdBad',
    for_minutes: 'forBad',
    min_samples: 'samplesBad',
    webhook: 'webhookBad',
  })
  assert.deepEqual(findProblems({ ...form, measure: 'crash_free', threshold: '101' }), {
    threshold: 'percentBad',
  })
  assert.deepEqual(findProblems({ ...form, condition: 'falls', threshold: '0' }), {
    threshold: 'changeBad',
  })
  assert.deepEqual(findProblems({ ...form, webhook: 'https://user:secret@a.example/' }), {
    webhook: 'webhookBad',
  })
})

test('a list opens the form with its search', () => {
  const search = new URLSearchParams('measure=sessions&query=env:prod&app_id=shop')
  const { measure, query, app_id, event_type } = toNewForm(search)
  assert.deepEqual([measure, query, app_id, event_type], ['sessions', 'env:prod', 'shop', ''])
})

test('the rows behind a value are those of its window', () => {
  const at = Date.UTC(2026, 10, 27, 4)
  const rule = { ...form, query: 'env:prod', app_id: 'shop' }
  const window = 'from=2026-11-27T03%3A45%3A00.000Z&to=2026-11-27T04%3A00%3A00.000Z&app_id=shop'
  assert.equal(toRowsPath(rule, at), `/errors?${window}&query=env%3Aprod&group=0`)
  assert.equal(
    toRowsPath({ ...rule, measure: 'crash_free' }, at),
    `/errors?${window}&query=env%3Aprod+error_handling%3Aunhandled&group=0`,
  )
  assert.equal(
    toRowsPath({ ...rule, measure: 'p75', field: 'resource_duration' }, at),
    `/resources?${window}&query=env%3Aprod`,
  )
})
