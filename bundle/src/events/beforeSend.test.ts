import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import type { Timestamp } from '../core/time.ts'
import type { BeforeSend } from './beforeSend.ts'
import { askBeforeSend } from './beforeSend.ts'
import type { AssembledEvent } from './rawEvent.ts'
import { trackConsole } from './trackConsole.ts'

const EVENT: AssembledEvent = {
  measurement: 'error',
  time: 0 as Timestamp,
  tags: {},
  fields: { error_message: 'no' },
  context: {},
}
const VIEW: AssembledEvent = { ...EVENT, measurement: 'view' }

test('what beforeSend reports to the console, also by a getter that it adds, is not collected', (t) => {
  t.mock.method(console, 'error', () => {})
  const heard: unknown[] = []
  t.after(trackConsole('error', (values) => heard.push(...values)))
  const beforeSend: BeforeSend = (draft) => {
    // biome-ignore lint/suspicious/noConsole: the page's
    console.error('from beforeSend')
    Object.defineProperty(draft, 'fields', {
      get() {
        // biome-ignore lint/suspicious/noConsole: the page's
        console.error('from a getter')
        return { error_message: 'yes' }
      },
    })
  }
  assert.deepEqual(askBeforeSend(EVENT, beforeSend)?.fields, { error_message: 'yes' })
  // biome-ignore lint/suspicious/noConsole: the page's
  console.error('from the page')
  assert.deepEqual(heard, ['from the page'])
})

test('`false` drops an event unless it is a view, and an event of which it throws is sent unmodified', (t) => {
  captureReports(t)
  assert.equal(
    askBeforeSend(EVENT, () => false),
    undefined,
  )
  assert.deepEqual(
    askBeforeSend(VIEW, () => false),
    VIEW,
  )
  const throwing: BeforeSend = (draft) => {
    draft.fields['error_message'] = 'yes'
    throw new Error('from the page')
  }
  assert.equal(askBeforeSend(EVENT, throwing), EVENT)
})
