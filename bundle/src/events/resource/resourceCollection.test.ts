import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import type { PageRequest } from '../../browser/requests.ts'
import { createObservable } from '../../core/observable.ts'
import type { Timestamp } from '../../core/time.ts'
import { MINUTE, SECOND } from '../../core/time.ts'
import type { RawEvent } from '../rawEvent.ts'
import { startResourceCollection } from './resourceCollection.ts'

function collect(t: TestContext) {
  fakePage(t)
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  let tell: (list: { getEntries(): unknown[] }) => void = () => {}
  const real = Object.getOwnPropertyDescriptor(globalThis, 'PerformanceObserver')
  class Observer {
    static supportedEntryTypes = ['resource']
    constructor(callback: typeof tell) {
      tell = callback
    }
    observe() {}
    disconnect() {}
  }
  Object.defineProperty(globalThis, 'PerformanceObserver', { value: Observer, configurable: true })
  t.after(() => Object.defineProperty(globalThis, 'PerformanceObserver', real ?? {}))
  const rawEvents = createObservable<RawEvent>()
  const requests = createObservable<PageRequest>()
  const reported: unknown[] = []
  rawEvents.subscribe(({ fields, tags }) =>
    reported.push([
      'resource_url' in fields && fields.resource_url,
      'resource_status' in tags ? tags.resource_status : undefined,
    ]),
  )
  const now = () => Date.now() as Timestamp
  const clock = { now, wall: now, at: (time: number) => time as Timestamp }
  t.after(startResourceCollection({ rawEvents, requests, clock, isIntakeUrl: () => false }))
  return {
    reported,
    /** A request that is answered at once. */
    request(
      name: string,
      initiatorType: PageRequest['initiatorType'],
      more: Partial<PageRequest> = {},
    ) {
      const begun: PageRequest = {
        ...{ name, initiatorType, method: 'GET', startTime: 1, endedAt: 0, status: 0 },
        ...{ isHidden: false, failure: undefined, trace: undefined },
      }
      requests.notify(begun)
      requests.notify(Object.assign(begun, { endedAt: 2, status: 200, ...more }))
    },
    entry: (name: string, initiatorType: string) =>
      tell({ getEntries: () => [{ name, initiatorType, startTime: 1, duration: 1 }] }),
    wait: (ms: number) => t.mock.timers.tick(ms),
  }
}

const URL = 'https://shop.example/api'

test('a request without an entry is forgotten a second after its end, one of a body that may be long after minutes', (t) => {
  const { reported, request, entry, wait } = collect(t)
  request(URL, 'xmlhttprequest')
  request(`${URL}/long`, 'fetch')
  request('data:image/png', 'fetch')
  request('blob:', 'fetch')
  wait(SECOND)
  entry(URL, 'xmlhttprequest')
  entry('data:image/png;base64,xx', 'fetch')
  entry('blob:https://shop.example/1', 'fetch')
  assert.deepEqual(reported.splice(0), [
    [URL, undefined],
    ['data:image/png', undefined],
    ['blob:', undefined],
  ])
  wait(4 * MINUTE)
  entry(`${URL}/long`, 'fetch')
  request(`${URL}/longer`, 'fetch')
  wait(5 * MINUTE)
  entry(`${URL}/longer`, 'fetch')
  assert.deepEqual(reported, [
    [`${URL}/long`, '200'],
    [`${URL}/longer`, undefined],
  ])
})

test('one that has failed is reported all the same, and a hidden one never', (t) => {
  const { reported, request, entry, wait } = collect(t)
  request(URL, 'fetch', { status: 0, failure: 'failed' })
  request(`${URL}/hidden`, 'fetch', { isHidden: true, failure: 'failed' } as Partial<PageRequest>)
  request(`${URL}/hidden/too`, 'fetch', { isHidden: true } as Partial<PageRequest>)
  entry(`${URL}/hidden/too`, 'fetch')
  wait(SECOND)
  assert.deepEqual(reported, [[URL, undefined]])
})
