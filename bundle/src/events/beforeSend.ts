import { ask } from '../core/ask.ts'
import { isObject } from '../core/isObject.ts'
import type { AssembledEvent, Context } from './rawEvent.ts'

/** An event as the page may read and edit it before it is sent. */
export interface EventDraft {
  readonly type: string
  readonly date: number
  tags: Context
  fields: Context
  context: Context
}

export type BeforeSend = (event: EventDraft, source: Context) => unknown

/** Keys that identify an event and its session. `beforeSend` cannot change them. */
const FIXED = /(^|_)(id|update)$|^(sdk|session)_/

/**
 * Asks the page. Its edits count where they keep a value's type; what it adds belongs into the context. `false` drops
 * the event, unless it is a view, which all others stand on. If it throws, the event is sent as it was.
 *
 * @returns `undefined` for an event that is dropped
 */
export function askBeforeSend(
  event: AssembledEvent,
  beforeSend: BeforeSend | undefined,
): AssembledEvent | undefined {
  if (!beforeSend) {
    return event
  }
  const { measurement, tags, fields, context, source = {} } = event
  const draft: EventDraft = {
    type: measurement,
    date: event.time,
    tags: { ...tags },
    fields: { ...fields },
    context: { ...context },
  }
  let edited: AssembledEvent | undefined = event
  // Reading the draft may run code of the page, too.
  ask('beforeSend', () => {
    edited =
      beforeSend(draft, source) === false && measurement !== 'view'
        ? undefined
        : {
            ...event,
            tags: edit(tags, draft.tags),
            fields: edit(fields, draft.fields),
            context: isObject(draft.context) ? { ...draft.context } : context,
          }
  })
  return edited
}

function edit<Values extends Context>(before: Values, after: Context): Values {
  const edited = Object.entries(before).map(([key, value]) => {
    const given = after[key]
    return [key, typeof given === typeof value && !FIXED.test(key) ? given : value]
  })
  return Object.fromEntries(edited)
}
