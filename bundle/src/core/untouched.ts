import { unzoned } from './unzoned.ts'

/**
 * Returns a function of the browser. Where a page has put its own at that name, it is that of a frame, which is removed at once: called on
 * the page's window, it works as the page's would.
 */
export function untouched<Name extends keyof typeof globalThis>(
  name: Name,
): (typeof globalThis)[Name] {
  const found = unzoned(globalThis, name)
  // By the name in it: bound functions and proxies show no code either.
  if (RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native`).test(String(found))) {
    return found
  }
  try {
    const frame = document.documentElement.appendChild(document.createElement('iframe'))
    // None in a sandbox, where the frame is of another origin.
    const clean = frame.contentDocument?.defaultView as typeof globalThis | null | undefined
    const own = clean?.[name] // before the frame goes
    frame.remove()
    return own ?? found
  } catch {
    return found // a server, where these are no functions of a browser
  }
}
