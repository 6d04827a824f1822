import { HOUR } from '../week/calendar.ts'
import type { CountedOptions, HostileOptions, HostileSession } from './hostileSession.ts'
import { createWriter } from './hostileSession.ts'

export const RESOURCE_COUNT = 20_000
export const VIEW_COUNT = 5000
export const KEYS_ID = 'hostile-keys'
export const RESOURCES_ID = 'hostile-resources'
export const VIEWS_ID = 'hostile-views'
const KEYS_PER_EVENT = 250
const KEY_EVENTS = 40

/** Lists sessions with very many of one thing: names of attributes, resources of a view, views. */
export function listLargeSessions(options: HostileOptions): HostileSession[] {
  return [
    { id: KEYS_ID, lines: makeKeys(options) },
    {
      id: RESOURCES_ID,
      lines: makeResources({ ...options, id: RESOURCES_ID, count: RESOURCE_COUNT }),
    },
    { id: VIEWS_ID, lines: makeViews(options) },
  ]
}

function* makeKeys({ appId, end }: HostileOptions): Generator<string> {
  const id = KEYS_ID
  const write = createWriter({ appId, id, start: end - 3 * HOUR })
  yield write({
    measurement: 'view',
    at: 0,
    tags: { view_name: 'keys' },
    fields: { time_spent: 6e10 },
  })
  for (let event = 0; event < KEY_EVENTS; event++) {
    const keys = Array.from(
      { length: KEYS_PER_EVENT },
      (_, key) => `key_${event * KEYS_PER_EVENT + key}`,
    )
    yield write({
      measurement: 'action',
      at: 1000 + event * 100,
      tags: {},
      fields: {
        action_name: `keys ${event}`,
        duration: 1e7,
        ...Object.fromEntries(keys.map((key) => [key, `value of ${key}`])),
      },
    })
  }
}

/** Makes a session of one view with many resources. */
export function* makeResources({ appId, end, id, count }: CountedOptions): Generator<string> {
  const write = createWriter({ appId, id, start: end - 4 * HOUR })
  yield write({
    measurement: 'view',
    at: 0,
    tags: { view_name: 'resources', view_url: 'https://shop.example/all' },
    fields: { time_spent: count * 2e6, loading_time: 4e9, largest_contentful_paint: 2e9 },
  })
  const span = (start: number, duration: number) =>
    JSON.stringify({ start: start * 1e6, duration: duration * 1e6 })
  for (let index = 0; index < count; index++) {
    const host = `cdn${index % 40}.example`
    const duration = 40 + (index % 13) * 20
    yield write({
      measurement: 'resource',
      at: index * 2,
      tags: {
        resource_type: index % 5 === 0 ? 'fetch' : 'image',
        resource_status: index % 100 === 0 ? '500' : '200',
        resource_method: 'GET',
        resource_url_host: host,
      },
      fields: {
        resource_url: `https://${host}/images/${index}.webp`,
        duration: duration * 1e6,
        resource_size: 1000 + index,
        resource_dns_time: span(0, 5),
        resource_first_byte_time: span(10, duration / 2),
        resource_download_time: span(10 + duration / 2, duration / 2 - 10),
      },
    })
  }
}

function* makeViews({ appId, end }: HostileOptions): Generator<string> {
  const id = VIEWS_ID
  const write = createWriter({ appId, id, start: end - 6 * HOUR })
  for (let index = 0; index < VIEW_COUNT; index++) {
    const path = `/page/${index % 300}`
    yield write({
      measurement: 'view',
      at: index * 1000,
      tags: {
        view_id: `${id}-${index}`,
        view_name: path,
        view_path: path,
        view_url: `https://shop.example${path}`,
      },
      fields: { time_spent: 1e9, loading_time: 2e8, largest_contentful_paint: 3e8 },
    })
  }
}
