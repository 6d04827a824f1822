import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { createEvent } from '../event.testkit.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { findFields, toEventFields, toSessionFields } from './extendedFields.ts'

const session = {
  app_id: 'shop',
  session_id: 's1',
  browser: 'Chrome',
  env: 'prod',
  session_first_view: { id: 'v1', url: 'https://shop.example/', path: '/', name: '' },
} as SessionSummary

const createEntry = (attributes: Record<string, string>) =>
  createEvent({ type: 'action', attributes })

test('the extended fields of a session begin with application, browser and system, then every custom key of its events', () => {
  const events = ['15', '15', '16'].map((os_version, index) =>
    createEntry({ os_version, plan: 'pro', step: `${index}` }),
  )
  const { properties, extended } = toSessionFields(session, events, FIELD_INDEX)
  assert.deepEqual(
    extended.map(({ key, values }) => [key, values]),
    [
      ['app_id', ['shop']],
      ['browser', ['Chrome']],
      ['os_version', ['15', '16']],
      ['@plan', ['pro']],
      ['@step', ['0', '1', '2']],
    ],
  )
  assert.deepEqual(
    properties.map(({ key }) => key),
    ['session_id', 'env', 'session_first_view_path', 'session_first_view_url'],
  )
})

test('a custom key with many values shows five and counts the others', () => {
  const events = Array.from({ length: 12 }, (_, index) => createEntry({ step: `${index}` }))
  const { extended } = toSessionFields(session, events, FIELD_INDEX)
  const step = extended.find(({ key }) => key === '@step')
  assert.deepEqual([step?.values.length, step?.more], [5, 7])
})

test('an event has its own fields, without the stack', () => {
  const attributes = { browser: 'Edge', plan: 'pro' }
  const event = createEvent({ type: 'error', error_stack: 'at pay', attributes })
  const { properties, extended } = toEventFields(event, FIELD_INDEX)
  assert.deepEqual(
    extended.map(({ name, values }) => [name, ...values]),
    [
      ['browser', 'Edge'],
      ['plan', 'pro'],
    ],
  )
  assert.equal(
    properties.some(({ key }) => key === 'error_stack'),
    false,
  )
})

test('the search finds a field by its name, its label and its values', () => {
  const { extended } = toEventFields(createEntry({ plan: 'pro', tier: 'gold' }), FIELD_INDEX)
  const find = (text: string) =>
    findFields(extended, text, ({ name }) => (name === 'tier' ? 'Level' : name)).map(
      ({ name }) => name,
    )
  assert.deepEqual(
    [find('PLAN'), find('gold'), find('level'), find('none')],
    [['plan'], ['tier'], ['tier'], []],
  )
})
