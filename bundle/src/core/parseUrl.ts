/** `undefined` for what is no URL. */
export function parseUrl(url: unknown): URL | undefined {
  try {
    return new URL(String(url), document.baseURI)
  } catch {
    return undefined
  }
}
