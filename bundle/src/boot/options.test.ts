import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import { toOptions } from './options.ts'
import type { RumInitConfiguration } from './publicTypes.ts'

const INIT = { applicationId: 'shop', datakitOrigin: 'https://rum.example' }

const isIntakeUrl = (more: Partial<RumInitConfiguration>) =>
  toOptions({ ...INIT, ...more })?.isIntakeUrl('https://audit.example/')

test('`isIntakeUrl` says which requests are left out: none without it, or where it throws', (t) => {
  fakePage(t)
  captureReports(t)
  assert.equal(isIntakeUrl({}), false)
  assert.equal(isIntakeUrl({ isIntakeUrl: (url) => url.startsWith('https://audit.') }), true)
  assert.equal(isIntakeUrl({ isIntakeUrl: (url) => url.startsWith('https://api.') }), false)
  const throwing = () => {
    throw new Error('from the page')
  }
  assert.equal(isIntakeUrl({ isIntakeUrl: throwing }), false)
})
