import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import { installGlobal } from './installGlobal.ts'
import type { DatafluxRum } from './publicTypes.ts'

/** Getters, each with what it returns where nothing is known. */
const EMPTY: [name: keyof DatafluxRum, value: unknown][] = [
  ['getUser', {}],
  ['getGlobalContext', {}],
  ['getRumGlobalContext', {}],
  ['getViewContext', {}],
  ['getSessionId', null],
  ['getSession', undefined],
  ['getDebugSession', undefined],
  ['getInternalContext', undefined],
  ['getInitConfiguration', undefined],
]

test('a server keeps nothing of one visitor for the next', (t) => {
  const reports = captureReports(t)
  const rum = installGlobal()
  const { setUser, getUser } = rum

  rum.init({ applicationId: 'shop', datakitOrigin: 'https://rum.example' })
  rum.setUser({ id: 'alice', email: 'alice@example.com' })
  setUser({ id: 'alice' })
  rum.setUserProperty('plan', 'gold')
  rum.setGlobalContext({ tenant: 'a' })
  rum.setGlobalContextProperty('tenant', 'a')
  rum.addRumGlobalContext('tenant', 'a')
  rum.setViewContext({ cart: 1 })
  rum.startSession({ id: 1234567890 })
  rum.addDebugSession('debug-1')
  rum.setTrackingConsent('granted')

  for (const [name, value] of EMPTY) {
    assert.deepEqual((rum[name] as () => unknown)(), value, name)
  }
  assert.deepEqual(getUser(), {})
  assert.deepEqual(reports, [
    'debug: `addRumGlobalContext` is now `setGlobalContextProperty`.',
    'debug: `getRumGlobalContext` is now `getGlobalContext`.',
  ])
})

test('`onReady` takes functions, and names anything else without an exception', (t) => {
  const reports = captureReports(t)
  const { onReady } = installGlobal()
  const calls: string[] = []
  onReady(() => calls.push('called'))
  for (const given of ['x', undefined, null, {}]) {
    onReady(given as unknown as () => void)
  }
  assert.deepEqual(calls, ['called'])
  assert.deepEqual(reports, ['warn: onReady takes a function. This call is ignored.'])
})

test('calls return on a server what they return on a page before init', () => {
  const rum = installGlobal()
  assert.equal(rum.version, 'test')
  assert.equal(rum.startSession().sid.length, 32)
  assert.equal(rum.addAction('rendered'), undefined)
  assert.deepEqual(rum.browserSessionIntegration({ sessionTimeout: 60 }), {
    name: 'BrowserSession',
    sessionTimeout: 60,
  })
})
