import { report } from './report.ts'

let depth = 0

/** Returns whether the SDK is running code of the page. What that reports is not collected: it might do so for each event. */
export function isAsking(): boolean {
  return depth > 0
}

/** Runs code of the page: a callback, or a function that reads getters. */
export function run<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  ...args: Args
): Result {
  depth++
  try {
    return fn(...args)
  } finally {
    depth--
  }
}

/** Calls a callback of the page. Returns `undefined` if it is missing or throws; a throw is reported once. */
export function ask<Args extends unknown[], Result>(
  name: string,
  fn: ((...args: Args) => Result) | undefined,
  ...args: Args
): Result | undefined {
  try {
    return fn && run(fn, ...args)
  } catch {
    return report('warn', `${name} has thrown: it is as if it were not there.`)
  }
}
