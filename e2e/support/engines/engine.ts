/**
 * Browser interface for scenarios, the same on each engine. Of the system's browsers, Playwright drives only
 * Chromium; see `docs/decisions/0010-three-engines.md`.
 */
export interface Engine {
  readonly name: EngineName
  /** Opens a separate browser profile, without cookies, storage or cache of another one. */
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
  /** Resolves once the document is parsed; its resources may still be loading. */
  goto(url: string): Promise<void>
  /**
   * Returns the value of an expression, which may be a promise, as JSON transfers it. The page's CSP does not apply.
   */
  evaluate(expression: string): Promise<unknown>
  click(selector: string): Promise<void>
  /**
   * Errors that the browser itself wrote to the console, including exceptions of the page; `undefined` if the
   * engine does not expose its console.
   */
  readonly consoleErrors: readonly string[] | undefined
  close(): Promise<void>
}

/** Returns an expression whose value is the JSON of the value of `expression`, or of its promise. */
export function toJsonExpression(expression: string): string {
  return `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`
}

export function fromJson(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : undefined
}
