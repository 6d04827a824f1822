/** Functions that run in the page, for the page of a session. Each returns ms. */

/** Runs before the page's own scripts: notes how long its longest task has held the main thread. */
export function noteLongTasks() {
  globalThis.longestTask = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      globalThis.longestTask = Math.max(globalThis.longestTask, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
}

/**
 * Clicks the row of a session. @returns ms until its journey is on the screen, and until the journey has all events: a
 * frame is on the screen once the next one begins
 */
export async function timeJourney(selector) {
  const frame = () => new Promise(requestAnimationFrame)
  const begin = performance.now()
  document.querySelector(selector).click()
  while (!document.querySelector('.journey :is(.journey-view, .journey-mark)')) {
    await frame()
  }
  await frame()
  const first = performance.now() - begin
  while (document.querySelector('.journey[aria-busy="true"]')) {
    await frame()
  }
  await frame()
  return { first, whole: performance.now() - begin }
}

/** Does something before each frame. @returns the time of each frame */
export async function timeZoom(frames) {
  const chart = document.querySelector('.waterfall')
  const { left, top, width } = chart.querySelector('.waterfall-axis').getBoundingClientRect()
  const times = []
  let last = await new Promise(requestAnimationFrame)
  for (let index = 0; index < frames; index++) {
    chart.dispatchEvent(
      new WheelEvent('wheel', {
        // In, along, and out again.
        ctrlKey: index % 30 < 10 || index % 30 >= 20,
        deltaY: index % 30 < 10 ? -100 : 100,
        deltaX: index % 30 >= 10 && index % 30 < 20 ? 40 : 0,
        clientX: left + (width * (1 + (index % 5))) / 6,
        clientY: top + 4,
        bubbles: true,
        cancelable: true,
      }),
    )
    const now = await new Promise(requestAnimationFrame)
    times.push(now - last)
    last = now
  }
  return times
}
