/**
 * Measures a page twice: by the `web-vitals` library, as any page may use it, and by the SDK, whose options are in the
 * page's query. The library's values at the end of each navigation are kept in `localStorage`, as `<start> <name>` → value.
 */
/** Present values of the last navigation, such as `LCP` → value. A test waits for them. */
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
        return // a late value of the previous navigation
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
