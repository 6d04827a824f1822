import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { followHints, readUserAgent } from './userAgent.ts'

function fakeNavigator(test: TestContext, value: object): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true })
  test.after(() => before && Object.defineProperty(globalThis, 'navigator', before))
}

const MOZILLA = 'Mozilla/5.0'
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const CHROME = `${WEBKIT} Chrome/142.0.0.0 Safari/537.36`
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1'
const MAC = '(Macintosh; Intel Mac OS X 10_15_7)'
const PHONE = '(Linux; Android 16; SM-S921B)'

type Row = [userAgent: string, system: string, browser: string, device: string]

/** As browsers of 2025 and 2026 have them. `-`: not told. */
const ROWS: Row[] = [
  [`(Windows NT 10.0; Win64; x64) ${CHROME}`, 'Windows 10.0', 'Chrome 142.0.0.0', 'PC'],
  [`(Windows NT 10.0; Win64; x64) ${CHROME} Edg/142.1.2`, 'Windows 10.0', 'Edge 142.1.2', 'PC'],
  [`${MAC} ${CHROME} OPR/124.0.0.0`, 'Mac OS -', 'Opera 124.0.0.0', 'PC'],
  [`${MAC} ${SAFARI} Safari/605.1.15`, 'Mac OS -', 'Safari 26.1', 'PC'],
  ['(X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Linux -', 'Firefox 145.0', 'PC'],
  [`(X11; CrOS x86_64 14541.0.0) ${CHROME}`, 'Chrome OS 14541.0.0', 'Chrome 142.0.0.0', 'PC'],
  [
    `${PHONE} ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
    'Android 16',
    'Samsung Internet 29.0',
    'Mobile',
  ],
  [`(Linux; Android 15; SM-X700) ${CHROME}`, 'Android 15', 'Chrome 142.0.0.0', 'Tablet'],
  [
    `${PHONE} ${WEBKIT} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.63`,
    'Android 16',
    'Wechat 8.0.63',
    'Mobile',
  ],
  [
    `(iPhone; CPU iPhone OS 18_7 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`,
    'iOS 18.7',
    'Safari 26.1',
    'Mobile',
  ],
  [
    `(iPhone; CPU iPhone OS 18_7 like Mac OS X) ${WEBKIT} CriOS/142.0.1 Mobile/15E148`,
    'iOS 18.7',
    'Chrome 142.0.1',
    'Mobile',
  ],
  [`(iPad; CPU OS 16_6 like Mac OS X) ${SAFARI} Mobile Safari`, 'iOS 16.6', 'Safari 26.1', 'iPad'],
]

function read(userAgent: string): Row {
  const tags = readUserAgent()
  const major = (version = '') => version.split('.')[0]
  assert.equal(tags.os_version_major ?? '', major(tags.os_version))
  assert.equal(tags.browser_version_major ?? '', major(tags.browser_version))
  return [
    userAgent,
    `${tags.os} ${tags.os_version || '-'}`,
    `${tags.browser} ${tags.browser_version}`,
    String(tags.device),
  ]
}

test('the user agent tells the system, the browser and the kind of device', (t) => {
  for (const row of ROWS) {
    fakeNavigator(t, { userAgent: `${MOZILLA} ${row[0]}`, maxTouchPoints: 0 })
    assert.deepEqual(read(row[0]), row)
  }
})

test('a Mac that is touched is an iPad', (t) => {
  fakeNavigator(t, { userAgent: `${MOZILLA} ${MAC} ${SAFARI} Safari/605`, maxTouchPoints: 5 })
  assert.deepEqual(read(''), ['', 'iOS -', 'Safari 26.1', 'iPad'])
})

test('of an agent that nobody knows nothing is told but that it is no phone', (t) => {
  fakeNavigator(t, { userAgent: 'curl', maxTouchPoints: 0 })
  assert.deepEqual(read(''), ['', 'undefined -', 'undefined undefined', 'PC'])
})

const SYSTEMS: [userAgent: string, platformVersion: string, version: string][] = [
  ['(Windows NT 10.0; Win64; x64)', '19.0.0', '11'],
  ['(Windows NT 10.0; Win64; x64)', '10.0.0', '10'],
  [MAC, '15.7.2', '15.7.2'],
]

test('where there are hints, they tell the version of the system, which the agent has frozen', async (t) => {
  for (const [userAgent, platformVersion, version] of SYSTEMS) {
    const userAgentData = { getHighEntropyValues: async () => ({ platformVersion }) }
    fakeNavigator(t, { userAgent: `${MOZILLA} ${userAgent} ${CHROME}`, userAgentData })
    assert.equal(readUserAgent().os_version, undefined)
    const tags = await new Promise(followHints)
    assert.deepEqual(tags, { os_version: version, os_version_major: version.split('.')[0] })
  }
})
