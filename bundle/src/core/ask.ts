import { report } from './report.ts'

/** Calls a callback of the page. Returns `undefined` if it is missing or throws; a throw is reported once. */
export function ask<Args extends unknown[], Result>(
  name: string,
  fn: ((...args: Args) => Result) | undefined,
  ...args: Args
): Result | undefined {
  try {
    return fn?.(...args)
  } catch {
    return report('warn', `${name} has thrown: it is ignored.`)
  }
}
