import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toRelativeTime } from './relativeTime.ts'

test('counts in the largest unit that fits, in English and in Chinese', () => {
  const cases: [seconds: number, english: string, chinese: string][] = [
    [-3, 'now', '现在'],
    [5, 'now', '现在'],
    [-59, '59 seconds ago', '59秒钟前'],
    [-119, '1 minute ago', '1分钟前'],
    [-3600 * 23, '23 hours ago', '23小时前'],
    [-86_400 * 9, '9 days ago', '9天前'],
    [3600 * 2, 'in 2 hours', '2小时后'],
  ]
  for (const [seconds, english, chinese] of cases) {
    const { value, unit } = toRelativeTime(seconds * 1000, 0)
    const format = (locale: string) =>
      new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(value, unit)
    assert.deepEqual([format('en'), format('zh')], [english, chinese])
  }
})
