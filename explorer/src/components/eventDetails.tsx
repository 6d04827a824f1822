import type { JSX } from 'preact'
import { COMMON_FIELDS, fieldsOf } from '../../../protocol/fields.ts'
import type { SessionEvent } from '../../../protocol/query.ts'
import type { AttributeValue } from '../format/attribute.ts'
import { toAttributeText } from '../format/attribute.ts'
import { toEventName } from '../models/eventFields.ts'
import { toTypeWord } from '../models/eventTypes.ts'
import { CopyButton } from './copyButton.tsx'
import { Icon } from './icon.tsx'
import { Stack } from './stack.tsx'
import { Time } from './time.tsx'

interface Props {
  id: string
  event: SessionEvent
  close: () => void
}

/** All stored values of an event: below its row on a narrow screen, beside the list on a wide one. */
export function EventDetails({ id, event, close }: Props): JSX.Element {
  return (
    <section id={id} class="event-details" aria-label={`${toTypeWord(event.type)} details`}>
      <header class="details-bar">
        <h2>{toTypeWord(event.type)}</h2>
        <CopyButton text={JSON.stringify(event, null, 2)} label="Copy as JSON" />
        <button type="button" class="button quiet" onClick={close} title="Close (Escape)">
          <Icon name="close" />
          <span class="visually-hidden">Close details</span>
        </button>
      </header>
      <p class="details-name">{toEventName(event) || event.view_url}</p>
      {event.type === 'error' && event.error_stack && (
        <Stack text={event.error_stack} frames={event.resolved_stack} />
      )}
      <dl class="attributes">
        <dt>time</dt>
        <dd>
          <Time ms={event.time} />
        </dd>
        {toEntries(event).map(([name, value]) => (
          <Attribute key={name} event={event} name={name} value={value} />
        ))}
      </dl>
    </section>
  )
}

interface AttributeProps {
  event: SessionEvent
  name: string
  value: AttributeValue
}

function Attribute({ event, name, value }: AttributeProps): JSX.Element {
  const text = toAttributeText(event.type, name, value)
  return (
    <>
      <dt>{name}</dt>
      <dd title={String(value)}>{text}</dd>
    </>
  )
}

/** Keys that stand above the list. */
const SHOWN_ABOVE = ['error_stack', 'error_message', 'action_name', 'resource_url']

/** Lists the non-empty keys of the event's own, then all other attributes by name. */
function toEntries(event: SessionEvent): [string, AttributeValue][] {
  const values: Readonly<Record<string, unknown>> = event
  const own = [...fieldsOf(event.type), ...COMMON_FIELDS]
    .filter(({ key, isListed }) => isListed && !SHOWN_ABOVE.includes(key) && values[key])
    .map(({ key }): [string, AttributeValue] => [key, values[key] as AttributeValue])
  const further = Object.entries(event.attributes)
    .filter(([name]) => !own.some(([key]) => key === name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return [...own, ...further]
}
