import assert from 'node:assert/strict'
import test from 'node:test'
import type { FieldsOf } from '../../../../protocol/measurements.ts'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import type { Clock } from '../../core/clock.ts'
import type { ResourceEntry } from './resourceEvent.ts'
import { toResourceEvent } from './resourceEvent.ts'

const clock = { at: (time: number) => time } as unknown as Clock

const ROWS: [what: string, entry: Partial<ResourceEntry>, duration: number][] = [
  ['the document', { initiatorType: 'navigation', duration: 103, responseEnd: 5 }, 5],
  ['a document that was activated later', { startTime: 40, duration: 103, responseEnd: 45 }, 5],
  ['a file', { startTime: 40, duration: 20, responseEnd: 60 }, 20],
  ['a request without an entry', { startTime: 40, duration: 20 }, 20],
  ['a document from a cache', { initiatorType: 'navigation', duration: 9, responseEnd: 0 }, 9],
]

test('a resource lasts until the end of its response', (t) => {
  fakePage(t)
  for (const [what, given, duration] of ROWS) {
    const entry = {
      name: 'https://shop.example/',
      startTime: 0,
      initiatorType: 'img',
      duration: 0,
      ...given,
    }
    assert.equal(
      (toResourceEvent(entry, clock).fields as FieldsOf<'resource'>).duration,
      duration * 1e6,
      what,
    )
  }
})
