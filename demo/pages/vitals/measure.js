/**
 * Measures a page twice: by the `web-vitals` library, as any page may use it, and by the SDK, whose options are in the
 * page's query. What the library says at the end of each navigation stays in `localStorage`, as `<start> <name>` → value.
 */
/** So far: `LCP` → value, of the last navigation; what a test waits for. */
window.latest = {}

for (const on of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB']) {
  window.webVitals[on](
    ({ name, value, navigationStartTime }) => {
      localStorage.setItem(`${navigationStartTime} ${name}`, value)
    },
    { reportSoftNavs: true },
  )
  window.webVitals[on](
    ({ name, value, navigationStartTime }) => {
      if (navigationStartTime < window.latest.start) {
        return // late, of the navigation before
      }
      if (window.latest.start !== navigationStartTime) {
        window.latest = { start: navigationStartTime }
      }
      window.latest[name] = value
    },
    { reportSoftNavs: true, reportAllChanges: true },
  )
}

window.DATAFLUX_RUM.init(JSON.parse(new URLSearchParams(location.search).get('init')))
