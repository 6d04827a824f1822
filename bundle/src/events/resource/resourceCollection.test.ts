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
        ...{ failure: undefined, trace: undefined },
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

test('a request without an entry is forgotten minutes after its end, and one that failed is reported', (t) => {
  const { reported, request, entry, wait } = collect(t)
  request(URL, 'fetch')
  request(`${URL}/long`, 'fetch')
  request(`${URL}/failed`, 'xmlhttprequest', { status: 0, failure: 'failed' })
  wait(SECOND)
  assert.deepEqual(reported.splice(0), [[`${URL}/failed`, undefined]])
  wait(4 * MINUTE)
  entry(`${URL}/long`, 'fetch')
  wait(MINUTE)
  entry(URL, 'fetch')
  entry(`${URL}/failed`, 'xmlhttprequest')
  assert.deepEqual(reported, [
    [`${URL}/long`, '200'],
    [URL, undefined],
    [`${URL}/failed`, undefined],
  ])
})

test('an entry with a whole data: or blob: URL belongs to the request, which has its type alone', (t) => {
  const { reported, request, entry } = collect(t)
  request('data:image/png', 'fetch')
  entry('data:image/png;base64,xx', 'fetch')
  request('blob:', 'xmlhttprequest')
  entry('blob:https://shop.example/1', 'xmlhttprequest')
  assert.deepEqual(
    reported.map((each) => (each as unknown[])[1]),
    ['200', '200'],
  )
})
