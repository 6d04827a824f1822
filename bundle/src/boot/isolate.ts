/** Runs what the page gave us: its exception stops nothing of ours, and reaches the page as an uncaught one. */
export function isolate(callback: () => unknown): void {
  try {
    callback()
  } catch (thrown) {
    setTimeout(() => {
      throw thrown
    })
  }
}
