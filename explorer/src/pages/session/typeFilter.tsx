import type { JSX } from 'preact'
import { Icon } from '../../components/icon.tsx'
import { formatCount } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { EventType } from '../../models/eventTypes.ts'
import { EVENT_TYPES } from '../../models/eventTypes.ts'

interface Props {
  /** Empty for all types. */
  chosen: readonly EventType[]
  counts: Record<EventType, number>
  toggle: (type: EventType) => void
}

export function TypeFilter({ chosen, counts, toggle }: Props): JSX.Element {
  return (
    <fieldset class="chips" aria-label={t('session.types')}>
      {EVENT_TYPES.map((type) => (
        <button
          key={type}
          type="button"
          class={`chip type-${type}`}
          aria-pressed={chosen.includes(type)}
          onClick={() => toggle(type)}
        >
          <Icon name={type} />
          {t(`type.${type}.many`)}
          <span class="chip-count">{formatCount(counts[type])}</span>
        </button>
      ))}
    </fieldset>
  )
}
