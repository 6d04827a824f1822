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

test('the same text is worked out once', () => {
  const { calls, toUpper } = countCalls()

  assert.deepEqual([toUpper('a'), toUpper('b'), toUpper('a'), toUpper('')], ['A', 'B', 'A', ''])
  toUpper('')

  assert.deepEqual(calls, ['a', 'b', ''])
})

test('texts that never come again, and long ones, are not held for ever', () => {
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
