/**
 * Returns source code of a script that runs before the SDK and lets the test control the page's time and visibility.
 * Time also passes by itself. The script runs in the page, because not every engine offers this to its driver.
 *
 * @param aheadMs - ms by which the page's time is ahead of real time from the beginning
 */
export function pageClock(aheadMs: number): string {
  return `
  window.clock = (function (aheadAtStart) {
    var ahead = 0, shift = 0, serial = 1e9, timers = new Map()
    var elapsed = performance.now.bind(performance), date = Date.now
    var later = setTimeout, cancel = clearTimeout
    Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + aheadAtStart })
    performance.now = function () { return elapsed() + ahead }
    Date.now = function () { return Math.floor(date() + aheadAtStart + ahead + shift) }
    window.setTimeout = function (callback, delay) {
      var id = ++serial
      timers.set(id, {
        due: elapsed() + ahead + (delay || 0),
        real: later(fire, delay, id),
        callback: callback,
      })
      return id
    }
    window.clearTimeout = function (id) {
      if (timers.has(id)) cancel(timers.get(id).real)
      timers.delete(id)
    }
    function fire(id) {
      var timer = timers.get(id)
      clearTimeout(id)
      timer.callback()
    }
    return {
      /** Lets time pass: timers fire in order, each at its time. */
      advance: function (ms) {
        var target = elapsed() + ahead + ms
        for (;;) {
          var next = Array.from(timers).sort(function (a, b) { return a[1].due - b[1].due })[0]
          if (!next || next[1].due > target) break
          ahead = Math.max(ahead, next[1].due - elapsed())
          fire(next[0])
        }
        ahead = Math.max(ahead, target - elapsed())
      },
      /** Lets time pass without firing timers, as when the machine sleeps. */
      sleep: function (ms) { ahead += ms },
      /** Sets the wall clock back. */
      setBack: function (ms) { shift -= ms },
    }
  })(${aheadMs});
  // What a test dispatches stands for a user, whose events are trusted: the page cannot make such, but can pass them on.
  ;(function () {
    var add = window.addEventListener
    window.addEventListener = function (type, listener, options) {
      var isInput = /^(pointerdown|keydown|touchstart|wheel|scroll)$/.test(type)
      return add.call(this, type, isInput ? function () { listener({ type: type, isTrusted: true }) } : listener, options)
    }
  })();
  window.visibility = (function () {
    var state = 'visible'
    Object.defineProperty(document, 'visibilityState', { get: function () { return state } })
    addEventListener('pagehide', function () { state = 'hidden' }, true)
    addEventListener('pageshow', function () { state = 'visible' }, true)
    return {
      set: function (next) {
        state = next
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      },
    }
  })()`
}
