import type { Page } from 'playwright/test'
import { test as base, expect } from './test.ts'

/** What a page shows of itself. */
interface Observed {
  /** What the promise `ran`, which the page's own code makes, comes to. */
  readonly results: unknown
  /** Type and text of each message. */
  readonly console: readonly string[]
  /** What no handler of the page's has taken. */
  readonly thrown: readonly string[]
}

export interface ComparedPage {
  readonly path: string
  /** Given the tags of the SDK, or of an API that does nothing. */
  readonly html: (sdk: string) => string
  readonly headers?: Readonly<Record<string, string>>
  /** More options of `init`. */
  readonly options?: Record<string, unknown>
  /** Of the tags of the SDK. */
  readonly nonce?: string
  /** Where the page is, if not at the site's own address. */
  readonly origin?: string
  /** What a visitor does before the page's results are read. */
  readonly act?: (page: Page) => Promise<void>
}

interface ComparisonFixtures {
  /**
   * Loads the same page without the SDK and with it, and expects that it has shown the same.
   *
   * @returns what its promise `ran` came to
   */
  readonly compare: (compared: ComparedPage) => Promise<unknown>
}

const NO_SDK = 'window.DATAFLUX_RUM = new Proxy({}, { get: () => () => undefined })'

export const test = base.extend<ComparisonFixtures>({
  compare: async ({ browser, page, site, initCall }, use) => {
    await use(async ({ path, html, headers, options, nonce = '', origin = site.url, act }) => {
      async function visit(visited: Page, sdk: string): Promise<Observed> {
        const said: string[] = []
        const thrown: string[] = []
        visited.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
        visited.on('pageerror', (error) => thrown.push(String(error)))
        site.page(path, html(sdk), headers)
        await visited.goto(origin + path)
        await act?.(visited)
        return { results: await visited.evaluate('ran'), console: said, thrown }
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
