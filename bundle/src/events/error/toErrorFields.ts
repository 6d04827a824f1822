import type { FieldsOf, TagsOf } from '../../../../protocol/measurements.ts'
import { asText } from '../../core/asText.ts'
import { isObject } from '../../core/isObject.ts'
import { toJson } from '../../core/json.ts'
import { toWireStack } from './stack.ts'

const MAX_CAUSES = 10

interface ErrorLike {
  readonly name?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
}

interface ErrorFields {
  readonly tags: Pick<TagsOf<'error'>, 'error_type'>
  readonly fields: FieldsOf<'error'>
}

/** Describes any thrown value: pages throw strings, objects and `null` too. */
export function toErrorFields(thrown: unknown): ErrorFields {
  try {
    return readError(thrown)
  } catch {
    // A getter of the page's that throws, or an object that has no text: still an error.
    return { tags: {}, fields: { error_message: '[unreadable]' } }
  }
}

function readError(thrown: unknown): ErrorFields {
  if (!isErrorLike(thrown)) {
    return { tags: {}, fields: { error_message: toText(thrown) } }
  }
  const causes = toCauses(thrown)
  return {
    tags: { error_type: toType(thrown) },
    fields: {
      error_message: String(thrown.message),
      error_stack: toStack(thrown),
      error_causes: causes[0] && toJson(causes),
    },
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (toJson(value) ?? String(value))
}

/**
 * Finds the error among several values, and joins all of them to one message as the console does: a text that comes first may have places
 * for the others.
 *
 * @see https://console.spec.whatwg.org/#formatter
 */
export function toMessage(values: readonly unknown[]): { error: unknown; message: string } {
  const error = values.find(isErrorLike)
  const words = values.map((value) => (isErrorLike(value) ? toHeadline(value) : toText(value)))
  const [first = '', ...rest] = words
  let text = first
  if (typeof values[0] === 'string' && rest.length > 0) {
    text = text.replace(/%([sdifoOc%])/g, (place, kind) => {
      const word = kind === '%' ? kind : rest.shift()
      if (word === undefined) {
        return place
      }
      // A style shows nothing.
      return kind === 'c' ? '' : /[di]/.test(kind) ? parseInt(word, 10) : word
    })
  }
  return { error, message: [text, ...rest].join(' ') }
}

function toHeadline(error: ErrorLike): string {
  return `${toType(error) ?? 'Error'}: ${error.message}`
}

function toCauses(thrown: ErrorLike): Record<string, unknown>[] {
  const causes: Record<string, unknown>[] = []
  let cause = thrown.cause
  while (isErrorLike(cause) && causes.length < MAX_CAUSES) {
    causes.push({ message: String(cause.message), type: toType(cause), stack: toStack(cause) })
    cause = cause.cause
  }
  return causes
}

/** By shape, not by `instanceof`: an error of another frame has another `Error`. */
function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return isObject(thrown) && 'message' in thrown
}

function toType({ name }: ErrorLike): string | undefined {
  return asText(name)
}

function toStack(error: ErrorLike): string | undefined {
  const { stack } = error
  return typeof stack === 'string' ? toWireStack(toHeadline(error), stack) : undefined
}
