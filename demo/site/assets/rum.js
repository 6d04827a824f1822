/**
 * Calls the SDK once it is there. The shop never waits for it: where the SDK is blocked or its server is down,
 * the callback simply never runs, and a page without the snippet has no `DATAFLUX_RUM` at all.
 */
export function withRum(callback) {
  window.DATAFLUX_RUM?.onReady(() => callback(window.DATAFLUX_RUM))
}
