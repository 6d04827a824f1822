import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import { createEnvironmentProvider } from './environment.ts'

test('an odd API of the browser costs its field alone', (t) => {
  captureReports(t)
  const globals = {
    window: globalThis,
    document: { visibilityState: 'visible' },
    innerWidth: 800,
    innerHeight: 600,
    screen: null,
    Intl: {
      DateTimeFormat() {
        throw new RangeError('no time zone')
      },
    },
    navigator: { onLine: true, userAgent: 'Chrome/149.0', maxTouchPoints: 0, userAgentData: {} },
  }
  for (const [name, value] of Object.entries(globals)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
    t.after(() =>
      before
        ? Object.defineProperty(globalThis, name, before)
        : Reflect.deleteProperty(globalThis, name),
    )
  }
  const provide = createEnvironmentProvider({
    sdkName: 'rum',
    sdkVersion: '1',
    applicationId: 'shop',
    env: undefined,
    version: undefined,
    service: undefined,
  })
  const { tags } = provide(0 as never, {} as never) as { tags: Record<string, unknown> }
  const { app_id, browser, screen_size, time_zone } = tags
  assert.deepEqual(
    { app_id, browser, screen_size, time_zone },
    { app_id: 'shop', browser: 'Chrome', screen_size: undefined, time_zone: undefined },
  )
})
