import { report } from '../core/report.ts'

/** Runs what the page gave us: its exception stops nothing of ours, and reaches the page as an uncaught one. */
export function isolate(callback: () => unknown): void {
  if (typeof callback !== 'function') {
    report('warn', 'onReady takes a function. This call is ignored.')
    return
  }
  try {
    callback()
  } catch (thrown) {
    setTimeout(() => {
      throw thrown
    })
  }
}
