import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { assertQuick } from '../../core/hostileTexts.testkit.ts'
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

/** Names that a function may have, and what a frame of it looks like in each engine. */
const NAMES = [
  'onUpdate:modelValue',
  '@click',
  'a b (c)',
  '1:2:3',
  '安装',
  'x/y',
  '[my sym:bol]',
  'get data:x',
]
const PLACES = [
  'https://x.example/@fs/pkg@1.2.js?v=1:2',
  'webpack-internal:///(ssr)/./a.tsx',
  'capacitor://localhost/main.js',
  '<anonymous>',
]

test('a name may have colons, blanks, brackets and an @ in it', () => {
  for (const name of NAMES) {
    for (const place of PLACES) {
      const wire = `Error: x\n at ${name} @ ${place}:10:20`
      for (const line of [
        `at ${name} (${place}:10:20)`,
        `at async ${name} (${place}:10:20)`,
        `${name}@${place}:10:20`,
      ]) {
        assert.equal(toWireStack('Error: x', `Error: x\n    ${line}`), wire, line)
      }
    }
  }
})

/** Engine → the shape of the function → the stack that the engine gave, its first lines. */
const RECORDED: Record<string, Record<string, string>> = JSON.parse(
  readFileSync('bundle/src/events/error/recordedStacks.json', 'utf8'),
)
/** The files that they were recorded with: with them known, a line can be taken apart without any expression. */
const FILES = ['https://shop.example/assets/app@1.2.js:', 'webpack']

/** The frame of a line as it is sent; `undefined` for what has no place in a file. */
function toExpected(line: string): string | undefined {
  const file = FILES.find((each) => line.includes(each))
  // Evaluated code has the place where that was done, in words.
  if (!file || /eval at| > (eval|Function)/.test(line)) {
    return undefined
  }
  const at = line.lastIndexOf(file)
  const isV8 = line.startsWith('    at ')
  const name = line
    .slice(isV8 ? 7 : 0, at)
    .replace(/^async /, '')
    .replace(isV8 ? / \($/ : /@$/, '')
  const place = line.slice(at)
  return ` at ${name || '<anonymous>'} @ ${isV8 && name ? place.replace(/\)$/, '') : place}`
}

for (const [engine, stacks] of Object.entries(RECORDED)) {
  test(`every frame in a file is kept, of ${Object.keys(stacks).length} stacks that ${engine} wrote`, () => {
    for (const [shape, stack] of Object.entries(stacks)) {
      // A name that is a URL itself cannot be told from one.
      const lines = stack.split('\n').filter((line) => !/^(\s*at )?http:\/\/x\//.test(line))
      const frames = lines.map(toExpected).filter((frame) => frame !== undefined)
      const sent = toWireStack('Error', lines.join('\n')).split('\n').slice(1)
      assert.deepEqual(
        sent.filter((frame) => !/pkg@|<anonymous>:/.test(frame)),
        frames,
        shape,
      )
    }
  })
}

test('stacks are read in time that grows with their length', () => {
  assertQuick((text) => toWireStack('Error', `${text}:1:2)\nat ${text}:1:2)`))
})
