import assert from 'node:assert/strict'
import test from 'node:test'
import { remember } from './remember.ts'

function countCalls(): { calls: string[]; toUpper: (text: string) => string } {
  const calls: string[] = []
  const toUpper = remember((text) => {
    calls.push(text)
    return text.toUpperCase()
  })
  return { calls, toUpper }
}

test('converts the same text once', () => {
  const { calls, toUpper } = countCalls()

  assert.deepEqual([toUpper('a'), toUpper('b'), toUpper('a'), toUpper('')], ['A', 'B', 'A', ''])
  toUpper('')

  assert.deepEqual(calls, ['a', 'b', ''])
})

test('forgets texts that do not recur, and does not keep long ones', () => {
  const { calls, toUpper } = countCalls()
  const long = 'x'.repeat(500)

  toUpper('a')
  for (let i = 0; i < 200; i++) {
    toUpper(`${i}`)
  }
  toUpper('a')
  assert.equal(calls.filter((text) => text === 'a').length, 2)

  toUpper(long)
  toUpper(long)
  assert.equal(calls.filter((text) => text === long).length, 2)
})
