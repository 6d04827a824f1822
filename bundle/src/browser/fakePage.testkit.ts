import type { TestContext } from 'node:test'

/** As much of a window and its document as the engines listen to. */
export interface FakePage {
  readonly window: EventTarget
  hide(): void
  show(): void
  load(): void
  dispatch(type: string): void
}

/** Puts a fake window and document at the globals' place for the length of a test. */
export function fakePage(
  test: TestContext,
  { readyState = 'complete', href = 'https://shop.example/cart' } = {},
): FakePage {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), {
    baseURI: href,
    readyState,
    visibilityState: 'visible',
    getElementById: (_id: string): unknown => null,
  })
  const globals = { window, document, location: new URL(href), navigator: { onLine: true } }
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  test.after(() => {
    for (const [name, descriptor] of before) {
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor)
      } else {
        Reflect.deleteProperty(globalThis, name)
      }
    }
  })
  const setVisibility = (state: string) => {
    document.visibilityState = state
    document.dispatchEvent(new Event('visibilitychange'))
  }
  return {
    window,
    hide: () => setVisibility('hidden'),
    show: () => setVisibility('visible'),
    load() {
      document.readyState = 'complete'
      window.dispatchEvent(new Event('load'))
    },
    dispatch: (type) => window.dispatchEvent(new Event(type)),
  }
}
