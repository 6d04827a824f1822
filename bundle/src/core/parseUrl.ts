import { URL } from './natives.ts'
/** Parses a URL relative to the page. Returns `undefined` if it is invalid. */
export function parseUrl(url: unknown): URL | undefined {
  try {
    return new URL(String(url), document.baseURI)
  } catch {
    return undefined
  }
}
