import type { Page } from 'playwright/test'
import { test as base, expect } from './test.ts'

/** Observable behaviour of a page. */
interface Observed {
  /** Result of the promise `ran`, which the page's own code creates. */
  readonly results: unknown
  /** Type and text of each console message. */
  readonly console: readonly string[]
  /** Errors that no handler of the page has caught. */
  readonly thrown: readonly string[]
}

export interface ComparedPage {
  readonly path: string
  /** Returns the page's HTML, given the tags of the SDK or of an API that does nothing. */
  readonly html: (sdk: string) => string
  readonly headers?: Readonly<Record<string, string>>
  /** Additional options of `init`. */
  readonly options?: Record<string, unknown>
  /** Nonce of the SDK's tags. */
  readonly nonce?: string
  /** Origin of the page, if it is not the site's. */
  readonly origin?: string
  /** Actions of a visitor before the page's results are read. */
  readonly act?: (page: Page) => Promise<void>
}

interface ComparisonFixtures {
  /**
   * Loads the same page without and with the SDK, and expects the same observable behaviour.
   *
   * @returns the result of the page's promise `ran`
   */
  readonly compare: (compared: ComparedPage) => Promise<unknown>
}

const NO_SDK = 'window.DATAFLUX_RUM = new Proxy({}, { get: () => () => undefined })'

export const test = base.extend<ComparisonFixtures>({
  compare: async ({ browser, page, site, initCall }, use) => {
    await use(async ({ path, html, headers, options, nonce = '', origin = site.url, act }) => {
      async function visit(visited: Page, sdk: string): Promise<Observed> {
        const messages: string[] = []
        const thrown: string[] = []
        visited.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`))
        visited.on('pageerror', (error) => thrown.push(String(error)))
        site.page(path, html(sdk), headers)
        await visited.goto(origin + path)
        await act?.(visited)
        return { results: await visited.evaluate('ran'), console: messages, thrown }
      }
      const plain = await browser.newPage()
      const without = await visit(plain, `<script nonce="${nonce}">${NO_SDK}</script>`)
      await plain.close()
      const withSdk = await visit(
        page,
        `<script nonce="${nonce}" src="/dist/dataflux-rum.js"></script><script nonce="${nonce}">${initCall(options)}</script>`,
      )
      expect(withSdk).toEqual(without)
      return without.results
    })
  },
})

export { expect }
