import assert from 'node:assert/strict'
import test from 'node:test'
import { parseFrame } from './parseFrame.ts'

const URL = 'https://shop.example/app.js'

test('frames of every browser and of the wire say the same', () => {
  const lines: [line: string, name: string, url: string][] = [
    [` at checkout @ ${URL}:10:15`, 'checkout', URL],
    [` at <anonymous> @ ${URL}:10:15`, '', URL],
    [` at new Cart @ ${URL}:10:15`, 'new Cart', URL],
    [` at ? @ ${URL}:10:15`, '', URL],
    [`    at checkout (${URL}:10:15)`, 'checkout', URL],
    [`    at async load (${URL}:10:15)`, 'async load', URL],
    [`    at Object.submit [as onSubmit] (${URL}:10:15)`, 'Object.submit [as onSubmit]', URL],
    [`    at ${URL}:10:15`, '', URL],
    [`    at async ${URL}:10:15`, '', URL],
    [`checkout@${URL}:10:15`, 'checkout', URL],
    [`@${URL}:10:15`, '', URL],
    [`submit/<@${URL}:10:15`, 'submit/<', URL],
    [`global code@${URL}:10:15`, 'global code', URL],
    [
      `a@http://localhost:8080/@scope/x@1.2/i.js?v=1:10:15`,
      'a',
      'http://localhost:8080/@scope/x@1.2/i.js?v=1',
    ],
    [
      `    at b (webpack-internal:///(app)/./a.tsx:10:15)`,
      'b',
      'webpack-internal:///(app)/./a.tsx',
    ],
  ]
  for (const [line, name, url] of lines) {
    assert.deepEqual(parseFrame(line), { function: name, url, line: 10, column: 15 }, line)
  }
})

test('what names no place is no frame', () => {
  for (const line of [
    'TypeError: x is undefined',
    'Error: at the end',
    '    at Array.map (<anonymous>)',
    'map@[native code]',
    `    at eval (eval at run (${URL}:7:3), <anonymous>:1:7)`,
    '',
    `at f (${'x'.repeat(5000)}:1:1)`,
  ]) {
    assert.equal(parseFrame(line), undefined, line.slice(0, 60))
  }
})
