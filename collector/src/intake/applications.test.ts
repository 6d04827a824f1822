import assert from 'node:assert/strict'
import test from 'node:test'
import type { Application } from './applications.ts'
import {
  createApplications,
  createChangingApplications,
  createOpenApplications,
  isSampled,
} from './applications.ts'

function application(id: string, rest: Partial<Application>): Application {
  const open = { tokens: [], origins: [], retentionDays: 30, sampleRate: 100, eventsPerSecond: 0 }
  return { id, ...open, ...rest }
}

const applications = createApplications([
  application('open', {}),
  application('shop', {
    tokens: ['old', 'new'],
    origins: ['https://shop.example', 'https://*.shop.example', 'http://localhost:3000'],
  }),
])

test('an application without tokens is known by its id, from anywhere', () => {
  assert.equal(applications.find('open', { token: '', origin: '' }).id, 'open')
  assert.equal(applications.find('open', { token: '', origin: 'https://x.example' }).id, 'open')
})

test('any of the tokens of an application names it', () => {
  for (const token of ['old', 'new']) {
    const sender = { token, origin: 'https://shop.example' }
    applications.checkSender(sender)
    assert.equal(applications.find('', sender).id, 'shop')
    assert.equal(applications.find('shop', sender).id, 'shop')
  }
})

test('who may not send is told why', () => {
  const shop = 'https://shop.example'
  const cases: [appId: string, token: string, origin: string, errorCode: string][] = [
    ['shop', 'other', shop, 'rum.unknownToken'],
    ['shop', '', shop, 'rum.tokenMissing'],
    ['open', 'new', shop, 'rum.unknownApplication'],
    ['other', '', shop, 'rum.unknownApplication'],
    ['', '', shop, 'rum.unknownApplication'],
    ['__proto__', '', shop, 'rum.unknownApplication'],
    ['shop', 'new', 'https://evil.example', 'rum.originNotAllowed'],
    ['shop', 'new', '', 'rum.originNotAllowed'],
  ]
  for (const [appId, token, origin, errorCode] of cases) {
    const find = (): unknown => applications.find(appId, { token, origin })
    assert.throws(find, { status: 403, errorCode }, `${appId} ${token} ${origin}`)
  }
})

test('a token and its origin are refused before any line is read', () => {
  const unknown = { status: 403, errorCode: 'rum.unknownToken' }
  assert.throws(() => applications.checkSender({ token: 'other', origin: '' }), unknown)
  const elsewhere = { token: 'new', origin: 'https://evil.example' }
  assert.throws(() => applications.checkSender(elsewhere), { errorCode: 'rum.originNotAllowed' })
  applications.checkSender({ token: '', origin: 'https://evil.example' }) // the lines tell the application
})

test('an origin is compared whole; a star stands for at least one name below', () => {
  const isAllowed = (origin: string): boolean => {
    try {
      applications.checkSender({ token: 'new', origin })
      return true
    } catch {
      return false
    }
  }
  const allowed = ['https://shop.example', 'https://a.shop.example', 'https://a.b.shop.example']
  const refused = [
    'http://shop.example',
    'https://shop.example:8443',
    'https://.shop.example',
    'https://evilshop.example',
    'https://shop.example.evil.example',
    'http://localhost:3001',
    'null',
  ]
  assert.deepEqual([...allowed, ...refused].filter(isAllowed), allowed)
})

test('without configuration every application is known', () => {
  const open = createOpenApplications(9)
  open.checkSender({ token: 'any', origin: '' })
  assert.equal(open.find('x', { token: 'any', origin: '' }).retentionDays, 9)
})

test('a session is sampled or not by its id alone, in the share that was asked for', () => {
  const sessions = Array.from({ length: 4000 }, (_, index) => `session-${index}`)
  const share = (rate: number): number =>
    sessions.filter((session) => isSampled(session, rate)).length / sessions.length
  assert.deepEqual([share(0), share(100)], [0, 1])
  assert.ok(Math.abs(share(20) - 0.2) < 0.03)
  assert.ok(isSampled('', 0), 'an event without a session belongs to none that is left out')
})

test('where others may send, a configured application still needs its token and origin', () => {
  const shop = application('shop', { tokens: ['new'], origins: ['https://shop.example'] })
  const mixed = createApplications(
    [shop, application('docs', { origins: ['https://d.example'] })],
    9,
  )
  const origin = 'https://shop.example'

  assert.equal(mixed.find('blog', { token: '', origin: 'https://x.example' }).retentionDays, 9)
  assert.equal(mixed.find('blog', { token: 'of a gateway', origin: '' }).id, 'blog')
  mixed.checkSender({ token: 'of a gateway', origin: '' })
  assert.equal(mixed.find('', { token: 'new', origin }).id, 'shop')

  const refused: [appId: string, token: string, origin: string, errorCode: string][] = [
    ['shop', '', origin, 'rum.tokenMissing'],
    ['shop', 'of a gateway', origin, 'rum.tokenMissing'],
    ['shop', 'new', 'https://evil.example', 'rum.originNotAllowed'],
    ['blog', 'new', origin, 'rum.unknownApplication'],
    ['docs', 'of a gateway', '', 'rum.originNotAllowed'],
  ]
  for (const [appId, token, from, errorCode] of refused) {
    const sender = { token, origin: from, mayOmitOrigin: true }
    assert.throws(() => mixed.find(appId, sender), { status: 403, errorCode }, `${appId} ${token}`)
  }
})

test('replaced rules judge the next line', () => {
  const changing = createChangingApplications(createOpenApplications(9))
  const sender = { token: '', origin: '' }
  assert.equal(changing.find('blog', sender).id, 'blog')
  changing.replace(createApplications([application('shop', {})]))
  assert.throws(() => changing.find('blog', sender), { errorCode: 'rum.unknownApplication' })
  assert.equal(changing.find('shop', sender).id, 'shop')
})
