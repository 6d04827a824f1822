import { ask } from '../browser/ask.ts'
import type { RawEvent } from './rawEvent.ts'

/** A part of an error's message or stack, a pattern of one of them, or a function that returns `true`. */
export type ErrorMatch = string | RegExp | ((message: string, error: unknown) => unknown)

/** Returns a predicate of the errors that match one of `matches`. */
export function createIgnore(matches: readonly ErrorMatch[]): (event: RawEvent) => boolean {
  return ({ measurement, fields, source }) =>
    measurement === 'error' &&
    matches.some((match) => {
      const { error_message: message = '', error_stack: stack = '' } = fields
      return typeof match === 'function'
        ? ask('`ignoreErrors`', match, message, source?.['error'])
        : [message, stack].some((text) =>
            typeof match === 'string' ? match && text.includes(match) : text.search(match) >= 0,
          )
    })
}
