import { setImmediate } from 'node:timers/promises'

/**
 * A body of a thousand lines takes 20 ms, one of the largest half a second, in which nobody else would be
 * answered. Five bodies may be under way at a time, each with a slice in one turn of the event loop.
 */
const SLICE_MS = 4
/** Looking at the clock takes as long as a short step. */
const STEPS_BETWEEN_LOOKS = 8

/** Runs `step` for each item in order, and lets others run between slices of a few milliseconds. */
export async function inSlices<Item>(
  items: Iterable<Item>,
  step: (item: Item) => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS
  let steps = 0
  for (const item of items) {
    step(item)
    if (++steps % STEPS_BETWEEN_LOOKS === 0 && performance.now() > until) {
      await setImmediate() // a whole turn: timers, sockets, answers
      until = performance.now() + SLICE_MS
    }
  }
}
