/**
 * Time that the test moves, and a page that is hidden and shown when the test says so: source of a script that
 * runs before the SDK. Time goes on by itself, too. It is in the page, because not every engine offers it to who
 * drives it.
 *
 * @param aheadMs - how far the page's time is ahead of the world's from the beginning
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
      /** Lets that much time pass: timers fire in their order, each at its time. */
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
      /** As if no timer had fired meanwhile: the machine slept. */
      sleep: function (ms) { ahead += ms },
      /** Somebody sets the wall clock. */
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
