import { ID_CHARACTERS, LOG_MEASUREMENT } from '../../protocol/limits.ts'
import { HOUR, MINUTE } from '../week/calendar.ts'
import type { HostileOptions, HostileSession } from './hostileSession.ts'
import { createWriter } from './hostileSession.ts'
import { HOSTILE_TEXTS, toLongText } from './texts.ts'

/** Characters that the ids of views and events add to that of their session. */
const ADDED = 10

/** The id itself is hostile as well, and as long as the intake takes it. */
export const toTextSessionId = (index: number): string =>
  `${index} ${HOSTILE_TEXTS[index]}`.slice(0, ID_CHARACTERS - ADDED)

/** Makes a session whose every text is one of the hostile ones. */
export function toTextSession({ appId, end }: HostileOptions, index: number): HostileSession {
  const text = HOSTILE_TEXTS[index] ?? ''
  const id = toTextSessionId(index)
  const write = createWriter({ appId, id, start: end - HOUR - index * MINUTE })
  const causes = JSON.stringify([{ type: text, message: text, stack: text }])
  const scripts = JSON.stringify([{ duration: 5e7, source_url: text, source_function_name: text }])
  const tags = {
    ...{ userid: id, user_name: text, user_email: text, env: text, version: text },
    ...{ service: text, browser: text, os: text, device: text, country: text, city: text },
    ...{ view_name: text, view_url: text, view_path: text, view_path_group: text },
    view_referrer: text,
  }
  const own = { [`key ${text}`.slice(0, 60)]: text }
  const log = { message: `log ${text}`, ...own }
  return {
    id,
    lines: [
      write({
        measurement: 'view',
        at: 0,
        tags,
        fields: { time_spent: 3e10, is_active: false, ...own },
      }),
      write({
        measurement: 'action',
        at: 1000,
        tags: { ...tags, action_type: text },
        fields: { action_name: text, duration: 1e7, ...own },
      }),
      write({
        measurement: 'resource',
        at: 2000,
        tags: { ...tags, resource_type: 'fetch', resource_status: '503', trace_id: text },
        fields: { resource_url: text, resource_url_host: text, duration: 2e8, ...own },
      }),
      write({
        measurement: 'error',
        at: 3000,
        tags: { ...tags, error_type: text, error_source: text, error_handling: 'unhandled' },
        fields: {
          error_message: text,
          error_stack: `${text}\n    at ${text} (${text}:1:2)`,
          error_causes: causes,
          ...own,
        },
      }),
      write({
        measurement: 'long_task',
        at: 4000,
        tags,
        fields: { duration: 9e7, scripts, ...own },
      }),
    ],
    logs: [
      write({
        measurement: LOG_MEASUREMENT,
        at: 5000,
        tags: { ...tags, status: 'error' },
        fields: log,
      }),
    ],
  }
}

export const LONG_ID = 'hostile-long'

/** Makes a session of events with texts of a megabyte. */
export function toLongSession({ appId, end }: HostileOptions): HostileSession {
  const id = LONG_ID
  const write = createWriter({ appId, id, start: end - 2 * HOUR })
  const line = '    at pay (https://shop.example/<b>app</b>.js:1:2)\n'
  const [words, bidi] = [toLongText('<b>long</b> '), toLongText('\u202E<i>')]
  return {
    id,
    lines: [
      write({
        measurement: 'view',
        at: 0,
        tags: { view_name: 'long' },
        fields: { time_spent: 6e10, note: words },
      }),
      write({
        measurement: 'action',
        at: 1000,
        tags: {},
        fields: { action_name: words, duration: 1e7 },
      }),
      write({
        measurement: 'action',
        at: 2000,
        tags: { user_name: toLongText('n') },
        fields: { action_name: 'tag', duration: 1e7 },
      }),
      write({
        measurement: 'error',
        at: 3000,
        tags: { error_type: 'Error', error_source: 'source' },
        fields: { error_message: bidi },
      }),
      write({
        measurement: 'error',
        at: 4000,
        tags: { error_type: 'Error', error_source: 'source' },
        fields: { error_message: 'stack', error_stack: toLongText(line) },
      }),
      write({
        measurement: 'error',
        at: 5000,
        tags: { error_type: 'Error', error_source: 'source' },
        fields: { error_message: 'one word', error_stack: toLongText('x') },
      }),
      write({
        measurement: 'resource',
        at: 6000,
        tags: { resource_type: 'image' },
        fields: {
          resource_url: `data:image/png;base64,${toLongText('A').slice(100)}`,
          duration: 1e7,
        },
      }),
      write({
        measurement: 'resource',
        at: 7000,
        tags: { resource_type: 'fetch' },
        fields: {
          resource_url: `https://evil.example/${toLongText('p/').slice(100)}`,
          duration: 1e7,
        },
      }),
    ],
    logs: [
      write({
        measurement: LOG_MEASUREMENT,
        at: 8000,
        tags: { status: 'error' },
        fields: { message: words },
      }),
    ],
  }
}
