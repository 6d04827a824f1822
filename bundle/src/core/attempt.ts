/** Returns what `read` returns, or `undefined` if it throws: for what belongs to the page or the browser. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
