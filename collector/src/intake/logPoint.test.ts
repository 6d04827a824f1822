import assert from 'node:assert/strict'
import test from 'node:test'
import type { Point } from '../../../protocol/point.ts'
import { toLogPoint } from './logPoint.ts'
import { settlePoint } from './settlePoint.ts'

function toLog(measurement: string, tags: Point['tags'], fields: Point['fields']): unknown {
  const point = { measurement, tags, fields, time: 1 }
  settlePoint(point)
  const log = toLogPoint(point)
  return typeof log === 'string' ? log : { type: log.measurement, ...log.tags, ...log.fields }
}

test('a log has the measurement as its source, and keeps all tags and fields', () => {
  assert.deepEqual(
    toLog('nginx', { host: 'web-1' }, { message: 'GET /', code: 200, slow: false }),
    {
      type: 'log',
      ...{ source: 'nginx', status: 'info', host: 'web-1' },
      ...{ message: 'GET /', code: 200, slow: false },
    },
  )
})

test('the status is read from a tag or a field, in any spelling', () => {
  assert.deepEqual(toLog('a', { status: 'WARN' }, { message: 'x' }), {
    ...{ type: 'log', source: 'a', status: 'warning', message: 'x' },
  })
  assert.deepEqual(toLog('a', {}, { message: 'x', status: 'Err' }), {
    ...{ type: 'log', source: 'a', status: 'error', message: 'x' },
  })
})

test('a log without a message, or with a status of many words, is taken', () => {
  assert.deepEqual(toLog('a', {}, { n: 1, status: 'w'.repeat(100) }), {
    ...{ type: 'log', source: 'a', status: 'w'.repeat(32), n: 1 },
  })
})

test('another source that the line names is kept beside the measurement', () => {
  assert.deepEqual(toLog('browser_log', { source: 'browser' }, { message: 'x' }), {
    ...{ type: 'log', source: 'browser_log', line_source: 'browser', status: 'info', message: 'x' },
  })
})

test('a measurement longer than a key is refused', () => {
  assert.match(String(toLog('m'.repeat(257), {}, { message: 'x' })), /longer than 256 bytes/)
})
