import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { untouched } from './untouched.ts'

/** Gives the page a document whose frames have `clean` for a window. */
function withFrames(t: TestContext, clean: unknown): { inserted: number; removed: number } {
  const counts = { inserted: 0, removed: 0 }
  const createElement = () => ({
    contentDocument: clean && { defaultView: clean },
    remove: () => counts.removed++,
  })
  const appendChild = (frame: unknown) => {
    counts.inserted++
    return frame
  }
  const globals = {
    window: globalThis,
    document: { createElement, documentElement: { appendChild } },
  }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
    t.after(() => Reflect.deleteProperty(globalThis, name))
  }
  return counts
}

function replace(t: TestContext, name: 'URL' | 'fetch', value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor
  Object.defineProperty(globalThis, name, { value, configurable: true })
  t.after(() => Object.defineProperty(globalThis, name, before))
}

const own = async () => new Response()

test('a function that the page has put in place is left for that of a frame, which is removed', (t) => {
  const clean = { URL: class {}, fetch() {} }
  const counts = withFrames(t, clean)
  const named = Object.defineProperty(own.bind(null), 'name', { value: 'fetch' })
  const replaced = ['/api', null, class URL {}].map((value) => ['URL', value] as const)
  const wrapped = [own, own.bind(null), new Proxy(own, {}), named].map(
    (value) => ['fetch', value] as const,
  )
  for (const [name, value] of [...replaced, ...wrapped]) {
    replace(t, name, value)
    assert.equal(untouched(name), clean[name], String(value))
  }
  assert.deepEqual(counts, { inserted: 7, removed: 7 })
})

test('the page is asked for what is its own, and for what the frame lacks or hides', (t) => {
  const looksNative = Object.assign(() => {}, {
    toString: () => 'function URL() { [native code] }',
  })
  const none = withFrames(t, undefined)
  replace(t, 'URL', looksNative)
  assert.equal(untouched('URL'), looksNative)
  assert.equal(none.inserted, 0)
  replace(t, 'URL', '/api')
  assert.equal(untouched('URL'), '/api')
  assert.equal(none.removed, 1)
})
