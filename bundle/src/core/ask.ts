import { report } from './report.ts'

/** What a function of the page's says, if there is one; `undefined` where it throws, which the page is told of. */
export function ask<Args extends unknown[], Result>(
  name: string,
  fn: ((...args: Args) => Result) | undefined,
  ...args: Args
): Result | undefined {
  try {
    return fn?.(...args)
  } catch {
    return report('warn', `${name} has thrown: it is as if it were not there.`)
  }
}
