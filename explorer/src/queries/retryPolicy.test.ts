import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from '../api/request.ts'
import { isWorthRetrying, toRetryDelay } from './retryPolicy.ts'

const problem = (part: Partial<Problem>): Problem => ({
  kind: 'failed',
  detail: '',
  status: 0,
  code: '',
  ...part,
})

test('retries what may pass, and shows a refusal at once', () => {
  const cases: [problem: Partial<Problem>, isRetried: boolean][] = [
    [{ kind: 'unreachable' }, true],
    [{ status: 502 }, true],
    [{ status: 503, code: 'rum.busy' }, true],
    [{ status: 503, retryAfterMs: 30_000 }, true],
    [{ status: 503, retryAfterMs: 3_600_000 }, false],
    [{ status: 503, code: 'rum.queryTooLarge' }, false],
    [{ status: 500 }, false],
    [{ status: 504 }, false],
    [{ kind: 'refused', status: 400 }, false],
    [{ kind: 'forbidden', status: 403 }, false],
    [{ kind: 'refused', status: 429, retryAfterMs: 1000 }, false],
    [{ kind: 'explorer' }, false],
  ]
  for (const [part, isRetried] of cases) {
    assert.equal(isWorthRetrying(problem(part)), isRetried, JSON.stringify(part))
  }
})

test('waits twice as long each time, or as long as the collector asks', () => {
  const waits = [0, 1, 2].map((failures) => toRetryDelay(failures, problem({ status: 502 })))
  assert.deepEqual(waits, [500, 1000, 2000])
  assert.equal(toRetryDelay(2, problem({ status: 503, retryAfterMs: 5000 })), 5000)
})
