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
const toOptions = (beforeSend: BeforeSend, beforeSendErrors?: 'send' | 'drop') => ({
  beforeSend,
  beforeSendErrors,
})
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
  assert.deepEqual(askBeforeSend(EVENT, toOptions(beforeSend))?.fields, { error_message: 'yes' })
  // biome-ignore lint/suspicious/noConsole: the page's
  console.error('from the page')
  assert.deepEqual(heard, ['from the page'])
})

test('`false` drops an event unless it is a view, and an event of which it throws is sent unmodified', (t) => {
  captureReports(t)
  assert.equal(
    askBeforeSend(
      EVENT,
      toOptions(() => false),
    ),
    undefined,
  )
  assert.deepEqual(
    askBeforeSend(
      VIEW,
      toOptions(() => false),
    ),
    VIEW,
  )
  const throwing: BeforeSend = (draft) => {
    draft.fields['error_message'] = 'yes'
    throw new Error('from the page')
  }
  assert.equal(askBeforeSend(EVENT, toOptions(throwing)), EVENT)
})

test('with `drop` nothing is sent of which beforeSend throws, views included', (t) => {
  captureReports(t)
  const throwing: BeforeSend = (draft) => {
    // A member that this event does not have.
    draft.context = { url: (draft['resource'] as { url: string }).url }
  }
  for (const event of [EVENT, VIEW]) {
    assert.equal(askBeforeSend(event, toOptions(throwing, 'drop')), undefined)
    assert.equal(askBeforeSend(event, toOptions(throwing, 'send')), event)
  }
  assert.equal(
    askBeforeSend(
      EVENT,
      toOptions(() => undefined, 'drop'),
    )?.measurement,
    'error',
  )
})

/** Tags and fields of one event of each kind, and what other SDKs call them. */
const SHAPES: [tags: Record<string, string>, fields: Record<string, unknown>, path: string][] = [
  [{ view_id: 'v' }, {}, 'view.id'],
  [{ view_url: 'https://shop.example/' }, {}, 'view.url'],
  [{ view_referrer: '' }, {}, 'view.referrer'],
  [{ view_name: '/' }, {}, 'view.name'],
  [{}, { error_message: 'no' }, 'error.message'],
  [{}, { error_stack: 'Error: no' }, 'error.stack'],
  [{ error_source: 'custom' }, {}, 'error.source'],
  [{ error_type: 'Error' }, {}, 'error.type'],
  [{}, { resource_url: '/a' }, 'resource.url'],
  [{}, { resource_type: 'xhr' }, 'resource.type'],
  [{ resource_method: 'GET' }, {}, 'resource.method'],
  [{ resource_status: '200' }, {}, 'resource.status'],
  [{ action_type: 'click' }, { action_target: '{}' }, 'action.type'],
  [{}, { action_name: 'Buy', action_target: '{}' }, 'action.target.name'],
  [{ long_task_id: 'l' }, {}, 'long_task.id'],
  [{ userid: 'u-1' }, {}, 'usr.id'],
  [{ user_name: 'Ada' }, {}, 'usr.name'],
  [{ user_email: 'ada@shop.example' }, {}, 'usr.email'],
]

for (const [tags, fields, path] of SHAPES) {
  test(`beforeSend reads and edits \`event.${path}\``, () => {
    const names = path.split('.')
    const last = names.pop() as string
    let read: unknown
    const edited = askBeforeSend(
      { ...EVENT, tags, fields },
      toOptions((draft) => {
        let holder = draft as Record<string, unknown>
        for (const name of names) {
          holder = holder[name] as Record<string, unknown>
        }
        read = holder[last]
        holder[last] = 'REDACTED'
      }),
    )
    const [[key, value] = []] = Object.entries({ ...tags, ...fields })
    assert.equal(read, value)
    // Ids stay, as everywhere.
    const expected = /_id$/.test(key as string) ? value : 'REDACTED'
    assert.equal({ ...edited?.tags, ...edited?.fields }[key as string], expected)
  })
}

test('an edit by either name is seen by the other, and groups are listed like objects', () => {
  const seen: unknown[] = []
  askBeforeSend(
    EVENT,
    toOptions((draft) => {
      const error = draft['error'] as Record<string, unknown>
      draft.fields['error_message'] = 'one'
      seen.push(error['message'])
      error['message'] = 'two'
      draft.fields = { ...draft.fields }
      seen.push(draft.fields['error_message'], JSON.stringify(error))
    }),
  )
  assert.deepEqual(seen, ['one', 'two', '{"message":"two"}'])
})
