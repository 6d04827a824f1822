/**
 * Calls the SDK once it has loaded. The shop never waits for it: if the SDK is blocked or its server is down,
 * the callback never runs, and a page without the snippet has no `DATAFLUX_RUM` at all.
 */
export function withRum(callback) {
  window.DATAFLUX_RUM?.onReady(() => callback(window.DATAFLUX_RUM))
}
