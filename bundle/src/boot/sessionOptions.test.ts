import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import type { RumInitConfiguration } from './publicTypes.ts'
import { browserSessionIntegration, toSessionRules } from './sessionOptions.ts'

type Given = Partial<RumInitConfiguration>

const BASE = { applicationId: 'shop', datakitOrigin: '/' }
/** Options, and the idle and the longest time in seconds that they give. */
const LIMITS: readonly (readonly [Given, number, number])[] = [
  [{}, 900, 14_400],
  [{ sessionTimeout: 60 }, 60, 14_400],
  [{ sessionTimeout: 100, maxSessionDuration: 120 }, 100, 120],
  [{ sessionTimeout: 10, maxSessionDuration: 86_400 }, 10, 86_400],
  [
    { sessionTimeout: 500, integrations: [browserSessionIntegration({ sessionTimeout: 60 })] },
    60,
    14_400,
  ],
  [{ integrations: [{ name: 'Other' } as never, null as never] }, 900, 14_400],
  ...[0, -5, Number.NaN, Number.POSITIVE_INFINITY, null, '60', true].map(
    (bad) => [{ sessionTimeout: bad as number }, 900, 14_400] as const,
  ),
  [{ sessionTimeout: 9 }, 9, 14_400],
  [{ sessionTimeout: 900_000 }, 14_400, 14_400],
  [{ sessionTimeout: 200, maxSessionDuration: 100 }, 100, 100],
]

test('a session lasts as long as its options say in seconds; what cannot be meant is warned about once', (t) => {
  const reports = captureReports(t)
  for (const [given, timeout, maxDuration] of LIMITS) {
    const rules = toSessionRules({ ...BASE, ...given })
    const name = JSON.stringify(given)
    assert.deepEqual([rules.timeout, rules.maxDuration], [timeout * 1000, maxDuration * 1000], name)
  }
  assert.deepEqual(reports, [
    'warn: init: `sessionTimeout` must be a number of seconds above 0. 900 are used.',
    'warn: init: `sessionTimeout` is 9 seconds. Is that meant?',
    'warn: init: `sessionTimeout` is 900000 seconds. Is that meant?',
    'warn: init: `sessionTimeout` is above `maxSessionDuration`, which is used for both.',
  ])
})
