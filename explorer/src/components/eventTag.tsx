import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { EventType } from '../models/eventTypes.ts'
import { Icon } from './icon.tsx'

/** Type of an event as an icon, a word and a colour, so that none of them carries it alone. */
export function EventTag({ type }: { type: EventType }): JSX.Element {
  return (
    <span class={`event-tag type-${type}`}>
      <Icon name={type} />
      {t(`type.${type}`)}
    </span>
  )
}
