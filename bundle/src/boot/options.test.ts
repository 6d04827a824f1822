import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import { toOptions } from './options.ts'

test('an origin that cannot be one is refused, and one message says what to write', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  for (const datakitOrigin of [
    '127.0.0.1:9644',
    'localhost:9529',
    'rum.example',
    'https://rum.example/v1/write/rum',
    'https://rum.example?a=1',
  ]) {
    assert.equal(toOptions({ applicationId: 'shop', datakitOrigin }), undefined, datakitOrigin)
  }
  assert.deepEqual(reports, [
    'error: init: give `datakitOrigin` as `https://…` or `/…`, without `/v1/write/rum`; or `site` and `clientToken`. Nothing is collected.',
  ])
})

test('`forwardConsoleLogs` is all methods or a list of them; anything else forwards nothing, with a message', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  const base = { applicationId: 'shop', datakitOrigin: '/' }
  const read = (given: unknown) =>
    toOptions({ ...base, forwardConsoleLogs: given as 'all' })?.consoleMethods
  assert.deepEqual(toOptions(base)?.consoleMethods, [])
  assert.deepEqual(read('all'), ['log', 'info', 'warn', 'error', 'debug'])
  assert.deepEqual(read(['warn', 'error']), ['warn', 'error'])
  assert.deepEqual(read('error'), ['error'])
  assert.deepEqual(reports, [])
  for (const given of [true, ['warning'], ['error', 'table'], 'everything', {}]) {
    assert.deepEqual(read(given), [])
  }
  assert.deepEqual(reports, [
    'warn: init: `forwardConsoleLogs` is ignored. Give `all` or a list of methods.',
  ])
})

test('`ignoreErrors` matches messages by their parts, patterns and functions; one that throws matches none', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  const base = { applicationId: 'shop', datakitOrigin: '/' }
  const options = toOptions({
    ...base,
    ignoreErrors: [
      'ResizeObserver loop',
      /^script error/i,
      (message) => message.endsWith('!'),
      () => {
        throw new Error('from the page')
      },
    ],
  })
  const messages = ['The ResizeObserver loop is long', 'Script error.', 'no!', 'a script error', '']
  assert.deepEqual(
    messages.map((message) => options?.isIgnoredError(message)),
    [true, true, true, false, false],
  )
  assert.equal(toOptions(base)?.isIgnoredError('any'), false)
  assert.equal(reports.length, 1)
})

test('a number is an id of an application; an object or none is refused', (t) => {
  fakePage(t)
  captureReports(t)
  const read = (applicationId: unknown) =>
    toOptions({ applicationId: applicationId as string, datakitOrigin: '/' })?.applicationId
  assert.equal(String(read(12345)), '12345')
  for (const wrong of ['', undefined, null, {}, ['shop']]) {
    assert.equal(read(wrong), undefined, JSON.stringify(wrong))
  }
})
