import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en as enTexts } from './en.ts'
import { enAlerts } from './enAlerts.ts'
import { enParts } from './enParts.ts'
import { enSession } from './enSession.ts'
import { enSettings } from './enSettings.ts'
import { enUser } from './enUser.ts'
import { findLocale } from './locale.ts'
import type { Message } from './message.ts'
import { formatMessage } from './messages.ts'
import { zh as zhTexts } from './zh.ts'
import { zhAlerts } from './zhAlerts.ts'
import { zhParts } from './zhParts.ts'
import { zhSession } from './zhSession.ts'
import { zhSettings } from './zhSettings.ts'
import { zhUser } from './zhUser.ts'

const en = { ...enTexts, ...enParts, ...enSession, ...enUser, ...enAlerts, ...enSettings }
const zh = { ...zhTexts, ...zhParts, ...zhSession, ...zhUser, ...zhAlerts, ...zhSettings }

const formsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : Object.values(message)
const parametersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)).sort()

test('the Chinese catalogue has a text for every key of the English one, with the same parameters', () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort())
  for (const [key, message] of Object.entries(en)) {
    const wanted = parametersOf(formsOf(message).at(-1) ?? '')
    for (const text of formsOf(zh[key as keyof typeof en])) {
      assert.notEqual(text.trim(), '', key)
      assert.deepEqual(parametersOf(text), wanted, key)
    }
  }
})

test('each Chinese text is translated, except for names that both languages share', () => {
  const isShared = (text: string): boolean => /^(LCP|INP|CLS|FCP|TTFB|p\d\d)( p75)?$/.test(text)
  const left = Object.entries(zh).filter(
    ([key, message]) =>
      message === en[key as keyof typeof en] && !isShared(formsOf(message)[0] ?? ''),
  )
  assert.deepEqual(left, [])
})

test('no text that loads later has the key of another', () => {
  const all = [enTexts, enParts, enSession, enUser, enAlerts, enSettings].flatMap(Object.keys)
  assert.equal(new Set(all).size, all.length)
})

test('a count chooses the plural form of its language and is formatted', () => {
  const message = { one: '{count} row', other: '{count} rows' }
  assert.equal(formatMessage(message, 'en', { count: 1 }), '1 row')
  assert.equal(formatMessage(message, 'en', { count: 1200 }), '1,200 rows')
  assert.equal(formatMessage({ other: '{count} 行' }, 'zh', { count: 1 }), '1 行')
})

test('a text that looks like a parameter stays as it is', () => {
  assert.equal(formatMessage('{name} saved', 'en', { name: '{count}' }), '{count} saved')
  assert.equal(formatMessage('{name} saved', 'en', {}), '{name} saved')
})

test('the stored language wins, then the first of the browser’s that exists, then English', () => {
  assert.equal(findLocale('zh', ['en-US']), 'zh')
  assert.equal(findLocale(null, ['fr-FR', 'zh-Hans-CN', 'en']), 'zh')
  assert.equal(findLocale('xx', ['fr']), 'en')
})
