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
  /** The same tags and fields by what they describe: `error.message` is the field `error_message`. */
  readonly [group: string]: unknown
}

export type BeforeSend = (event: EventDraft, source: Context) => unknown

export interface BeforeSendOptions {
  readonly beforeSend: BeforeSend | undefined
  /** Choice for an event for which `beforeSend` throws. */
  readonly beforeSendErrors: 'send' | 'drop' | undefined
}

/** Keys that identify an event and its session. `beforeSend` cannot change them. */
const FIXED = /(^|_)(id|update)$|^(sdk|session)_/

/** Keys that are in a group as well. */
const GROUPED = /^(view|error|resource|action|long_task|usr)_(?!target)(.+)/

/**
 * Asks the page. Its edits count where they keep a value's type; what it adds belongs into the context. `false` drops
 * the event, unless it is a view, which all others stand on. If it throws, the event is sent as it was, or dropped where the
 * page has chosen that.
 *
 * @returns `undefined` for an event that is dropped
 */
export function askBeforeSend(
  event: AssembledEvent,
  { beforeSend, beforeSendErrors }: BeforeSendOptions,
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
  let edited = beforeSendErrors === 'drop' ? undefined : event
  // Reading the draft may run code of the page, too.
  ask('beforeSend', () => {
    addGroups(draft, 'tags')
    addGroups(draft, 'fields')
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

/** Adds the tags and fields in the shape of other SDKs, too: `view.url`, `error.message`, `action.target.name`, `usr.id`. */
function addGroups(draft: EventDraft, part: 'tags' | 'fields'): void {
  const groups = draft as unknown as Record<string, Context>
  for (const key of Object.keys(draft[part])) {
    const [, name, member] = GROUPED.exec(key.replace(/^user_?/, 'usr_')) ?? []
    if (name && member) {
      groups[name] ??= name === 'action' ? { target: {} } : {}
      const group = groups[name]
      Object.defineProperty(key === 'action_name' ? group['target'] : group, member, {
        enumerable: true,
        get: () => draft[part][key],
        set(value) {
          draft[part][key] = value
        },
      })
    }
  }
}

function edit<Values extends Context>(before: Values, after: Context): Values {
  const edited = Object.entries(before).map(([key, value]) => {
    const given = after[key]
    return [key, typeof given === typeof value && !FIXED.test(key) ? given : value]
  })
  return Object.fromEntries(edited)
}
