import type { Page } from 'playwright/test'

/**
 * Waits until the SDK has the timing entry of a request, which comes some time after its answer: a page that leaves
 * before has no event of it. Observers are called in the order in which they were made, so the SDK's comes first.
 */
export function untilObserved(page: Page, path: string): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          if (list.getEntries().some(({ name }) => new URL(name).pathname === wanted)) {
            observer.disconnect()
            resolve()
          }
        })
        observer.observe({ type: 'resource', buffered: true })
      }),
    path,
  )
}
