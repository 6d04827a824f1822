import type { TestContext } from 'node:test'

/** As much of a window and its document as the engines listen to. */
export interface FakePage {
  readonly window: EventTarget
  hide(): void
  show(): void
  load(): void
  /** As a user does, or, not trusted, a script. */
  dispatch(type: string, options?: { isTrusted: boolean }): void
}

/** A window whose events are trusted unless a test says otherwise: in Node, no script can make such an event. */
class FakeWindow extends EventTarget {
  isTrusted = true
  readonly #wrapped = new Map<unknown, EventListener>()

  override addEventListener(type: string, listener: EventListener, options?: object): void {
    const wrapped =
      this.#wrapped.get(listener) ??
      ((event: Event) => {
        const { isTrusted } = this
        listener(
          new Proxy(event, {
            get: (target, key) => (key === 'isTrusted' ? isTrusted : Reflect.get(target, key)),
          }),
        )
      })
    this.#wrapped.set(listener, wrapped)
    super.addEventListener(type, wrapped, options)
  }

  override removeEventListener(type: string, listener: EventListener, options?: object): void {
    super.removeEventListener(type, this.#wrapped.get(listener) ?? listener, options)
  }
}

/** Puts a fake window and document at the globals' place for the length of a test. */
export function fakePage(
  test: TestContext,
  { readyState = 'complete', href = 'https://shop.example/cart' } = {},
): FakePage {
  const window = new FakeWindow()
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
    dispatch(type, { isTrusted } = { isTrusted: true }) {
      window.isTrusted = isTrusted
      window.dispatchEvent(new Event(type))
      window.isTrusted = true
    },
  }
}
