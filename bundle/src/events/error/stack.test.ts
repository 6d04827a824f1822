import assert from 'node:assert/strict'
import test from 'node:test'
import { toWireStack } from './stack.ts'

// Stack texts as the engines write them; the addresses are shortened.
const STACKS: [name: string, stack: string, frames: string[]][] = [
  [
    'V8: functions, methods, constructors, aliases',
    `TypeError: Cannot read properties of undefined (reading 'x')
    at checkout (https://shop.example/app.js:10:15)
    at Cart.total (https://shop.example/app.js:20:7)
    at new Cart (https://shop.example/app.js:5:3)
    at Object.submit [as onSubmit] (https://shop.example/app.js:31:9)
    at HTMLButtonElement.<anonymous> (https://shop.example/app.js:44:1)`,
    [
      'checkout @ https://shop.example/app.js:10:15',
      'Cart.total @ https://shop.example/app.js:20:7',
      'new Cart @ https://shop.example/app.js:5:3',
      'Object.submit [as onSubmit] @ https://shop.example/app.js:31:9',
      'HTMLButtonElement.<anonymous> @ https://shop.example/app.js:44:1',
    ],
  ],
  [
    'V8: anonymous frames and asynchronous ones',
    `Error: late
    at https://shop.example/app.js:1:200
    at async load (https://shop.example/app.js:3:5)
    at async https://shop.example/app.js:9:3
    at async Promise.all (index 0)`,
    [
      '<anonymous> @ https://shop.example/app.js:1:200',
      'load @ https://shop.example/app.js:3:5',
      '<anonymous> @ https://shop.example/app.js:9:3',
    ],
  ],
  [
    'V8: native code and eval have no place that a source map knows',
    `Error: x
    at Array.map (<anonymous>)
    at JSON.parse (native)
    at eval (eval at run (https://shop.example/app.js:7:3), <anonymous>:1:7)
    at run (https://shop.example/app.js:7:3)`,
    ['run @ https://shop.example/app.js:7:3'],
  ],
  [
    'V8: addresses with a port, an @, brackets, another scheme',
    `Error: x
    at a (http://localhost:8080/@vite/client.js:1:2)
    at http://localhost:8080/@scope/pkg@1.2.3/index.js?v=1:3:4
    at b (webpack-internal:///(app-pages-browser)/./src/a.tsx:5:6)
    at webpack-internal:///(ssr)/./src/b.tsx:7:8
    at c (blob:https://shop.example/0b1c:9:10)
    at d (file:///C:/Users/me/app.js:11:12)
    at e (chrome-extension://abcdef/content.js:13:14)`,
    [
      'a @ http://localhost:8080/@vite/client.js:1:2',
      '<anonymous> @ http://localhost:8080/@scope/pkg@1.2.3/index.js?v=1:3:4',
      'b @ webpack-internal:///(app-pages-browser)/./src/a.tsx:5:6',
      '<anonymous> @ webpack-internal:///(ssr)/./src/b.tsx:7:8',
      'c @ blob:https://shop.example/0b1c:9:10',
      'd @ file:///C:/Users/me/app.js:11:12',
      'e @ chrome-extension://abcdef/content.js:13:14',
    ],
  ],
  [
    'SpiderMonkey: functions, anonymous ones, asynchronous ones',
    `checkout@https://shop.example/app.js:10:15
Cart.prototype.total@https://shop.example/app.js:20:7
submit/<@https://shop.example/app.js:30:1
@https://shop.example/app.js:40:2
async*load@https://shop.example/app.js:50:3
promise callback*start@https://shop.example/app.js:60:4
setTimeout handler*@https://shop.example/app.js:70:5
`,
    [
      'checkout @ https://shop.example/app.js:10:15',
      'Cart.prototype.total @ https://shop.example/app.js:20:7',
      'submit/< @ https://shop.example/app.js:30:1',
      '<anonymous> @ https://shop.example/app.js:40:2',
      'async*load @ https://shop.example/app.js:50:3',
      'promise callback*start @ https://shop.example/app.js:60:4',
      'setTimeout handler* @ https://shop.example/app.js:70:5',
    ],
  ],
  [
    'SpiderMonkey: addresses with a port and an @; eval has no place',
    `a@http://localhost:8080/@vite/client.js:1:2
@http://localhost:8080/pkg@1.2.3/index.js:3:4
b@https://shop.example/app.js line 7 > eval:1:7
run@https://shop.example/app.js:7:3
`,
    [
      'a @ http://localhost:8080/@vite/client.js:1:2',
      '<anonymous> @ http://localhost:8080/pkg@1.2.3/index.js:3:4',
      'run @ https://shop.example/app.js:7:3',
    ],
  ],
  [
    'JavaScriptCore: functions, global code, native code',
    `checkout@https://shop.example/app.js:10:15
https://shop.example/app.js:20:7
forEach@[native code]
@https://shop.example/app.js:30:1
async load@https://shop.example/app.js:40:2
eval code@
global code@https://shop.example/app.js:50:3
module code@https://shop.example/@fs/main.mjs:60:4`,
    [
      'checkout @ https://shop.example/app.js:10:15',
      '<anonymous> @ https://shop.example/app.js:20:7',
      '<anonymous> @ https://shop.example/app.js:30:1',
      'load @ https://shop.example/app.js:40:2',
      'global code @ https://shop.example/app.js:50:3',
      'module code @ https://shop.example/@fs/main.mjs:60:4',
    ],
  ],
  [
    'a message of many lines',
    'Error: one\ntwo: 1:2\n  three\n    at f (http://x/a.js:1:2)',
    ['f @ http://x/a.js:1:2'],
  ],
  [
    'lines that end in CRLF',
    'Error: x\r\n    at f (http://x/a.js:1:2)\r\n',
    ['f @ http://x/a.js:1:2'],
  ],
  ['no stack at all', '', []],
]

for (const [name, stack, frames] of STACKS) {
  test(`frames of ${name}`, () => {
    const lines = toWireStack('Error: headline', stack).split('\n')
    assert.deepEqual(lines, ['Error: headline', ...frames.map((frame) => ` at ${frame}`)])
  })
}

test('the stack of this very engine is read', () => {
  const { stack = '' } = new Error('here')
  assert.match(
    toWireStack('Error: here', stack),
    /^Error: here\n at .* @ .*stack\.test\.mjs:\d+:\d+\n/,
  )
})

test('hostile lines are read in time that grows with their length', () => {
  const lines = [
    ' '.repeat(200_000),
    `${'a'.repeat(200_000)}:1`,
    ':1'.repeat(5_000),
    '@'.repeat(200_000),
  ]
  const before = performance.now()
  toWireStack('Error', lines.join('\n'))
  assert.ok(performance.now() - before < 1000)
})
