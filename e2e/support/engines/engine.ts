/**
 * What a scenario needs of a browser, the same on each engine. Playwright drives Chromium alone with a browser
 * of the system; see `docs/decisions/0010-three-engines.md`.
 */
export interface Engine {
  readonly name: EngineName
  /** A browser profile of its own: no cookie, storage or cache of another one. */
  openProfile(): Promise<Profile>
  close(): Promise<void>
}

export type EngineName = 'chromium' | 'firefox' | 'webkit'

export interface Profile {
  /** Tabs of one profile share cookies and storage. */
  openTab(): Promise<Tab>
  close(): Promise<void>
}

export interface Tab {
  /** Returns once the document is parsed; what it loads may still be on its way. */
  goto(url: string): Promise<void>
  /**
   * The value of an expression, which may be a promise, as JSON carries it. A page's CSP does not apply to it.
   */
  evaluate(expression: string): Promise<unknown>
  click(selector: string): Promise<void>
  /**
   * What the browser itself wrote to the console as errors, exceptions of the page included; `undefined` where
   * the engine tells nobody.
   */
  readonly consoleErrors: readonly string[] | undefined
  close(): Promise<void>
}

/** An expression whose value is the JSON of that of `expression`, or of its promise. */
export function toJsonExpression(expression: string): string {
  return `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`
}

export function fromJson(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : undefined
}
