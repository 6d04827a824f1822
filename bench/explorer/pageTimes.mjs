/**
 * Functions that run in the page, but for `settle`. Each returns ms until the screen shows the answer: a frame is on the
 * screen once the next one begins.
 */

const SETTLE_MS = 5000

/** Waits until a new window is quiet: Chromium 156 loads 370 files of its own surface after it has opened. */
export async function settle(page) {
  await page.waitForTimeout(SETTLE_MS)
}

/** Runs before the page's own scripts: notes when the first row is painted, since the navigation began. */
export function noteFirstRow() {
  globalThis.firstRow = new Promise((resolve) => {
    // No loop of frames: the page would draw sixty a second only because it is watched.
    const look = (_, observer) => {
      if (document.querySelector('[role="grid"] [data-index]')) {
        observer.disconnect()
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
      }
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  })
}

/** Clicks what a selector finds at a place, and waits until the rows of the new question are painted. */
export async function timeFilter([selector, index]) {
  const frame = () => new Promise(requestAnimationFrame)
  const begin = performance.now()
  document.querySelectorAll(selector)[index].click()
  await frame() // the old rows are marked as stale in this frame
  await frame()
  while (document.querySelector('.results-table.is-loading')) {
    await frame()
  }
  await frame()
  return performance.now() - begin
}

/** Clicks an element, and waits until a menu is painted. */
export async function timeMenu([selector, index]) {
  const frame = () => new Promise(requestAnimationFrame)
  const begin = performance.now()
  document.querySelectorAll(selector)[index].click()
  while (!document.querySelector('[role="menu"] [role="menuitem"]')?.getClientRects().length) {
    await frame()
  }
  await frame()
  return performance.now() - begin
}

/** Scrolls an element from its start to its end. @returns the time of each frame */
export async function timeFrames([selector, frames]) {
  const element = document.querySelector(selector)
  const step = (element.scrollHeight - element.clientHeight) / frames
  const times = []
  let last = await new Promise(requestAnimationFrame)
  for (let frame = 0; frame < frames; frame++) {
    element.scrollTop += step
    const now = await new Promise(requestAnimationFrame)
    times.push(now - last)
    last = now
  }
  return times
}

/** Bytes on the wire of the page and its files, without what it asks the API. */
export function countBytes() {
  return performance
    .getEntries()
    .filter(
      ({ entryType, name }) => /^(navigation|resource)$/.test(entryType) && !/\/api\//.test(name),
    )
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
}
