import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from './captureReports.testkit.ts'
import { countFailures, guard } from './guard.ts'

test('passes the arguments through and returns the result', () => {
  const add = guard((a: number, b: number) => a + b)
  assert.equal(add(1, 2), 3)
})

test('reports an exception at the debug level and returns undefined', (t) => {
  const said = captureReports(t)
  const broken = guard((): number => {
    throw new Error('ours')
  })
  assert.equal(broken(), undefined)
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /^debug: internal: Error: ours\n {4}at /)
})

test('reports the same exception once and counts it each time', (t) => {
  const said = captureReports(t)
  const broken = guard(() => {
    throw 'the same'
  })
  const before = countFailures()
  broken()
  broken()
  assert.deepEqual(said, ['debug: internal: the same'])
  assert.equal(countFailures() - before, 2)
})

test('catches even thrown values that cannot be converted to text', () => {
  const throwing = () => {
    throw new Error('again')
  }
  for (const thrown of [
    ...[undefined, null, 0, '', Symbol('x'), Object.create(null), new Proxy({}, { get: throwing })],
    { toString: throwing },
  ]) {
    const broken = guard(() => {
      throw thrown
    })
    assert.equal(broken(), undefined)
  }
})
