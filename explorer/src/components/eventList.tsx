import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent } from '../../../protocol/query.ts'
import { t } from '../i18n/messages.ts'
import type { FieldIndex } from '../models/fields/fieldIndex.ts'
import type { ViewEvents } from '../models/grouping.ts'
import { EventRow } from './eventRow.tsx'
import { useRovingFocus } from './rovingFocus.ts'

interface Props {
  groups: readonly ViewEvents[]
  fields: FieldIndex
  /** ms since the epoch; offsets count from this time. */
  sessionStart: number
  openId: string | undefined
  /** Opens the details of an event; `undefined` closes them. */
  open: (eventId: string | undefined) => void
}

export function EventList({ groups, fields, sessionStart, openId, open }: Props): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const keys = groups.flatMap(toEvents).map(({ event_id }) => event_id)
  const { tabIndexOf } = useRovingFocus(list, keys)
  useCloseOnEscape(openId, () => {
    open(undefined)
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(openId ?? '')}"]`)?.focus()
  })
  const renderRow = (event: SessionEvent) => (
    <EventRow
      key={event.event_id}
      event={event}
      fields={fields}
      offsetMs={event.time - sessionStart}
      isOpen={event.event_id === openId}
      tabIndex={tabIndexOf(event.event_id)}
      open={open}
    />
  )
  return (
    <ol class="view-groups" ref={list}>
      {groups.map((group) => (
        <li key={group.viewId} class="view-group">
          {group.view ? renderRow(group.view) : <GroupHeading group={group} />}
          {group.events.length > 0 && (
            <ol
              class="events"
              aria-label={t('session.eventsOf', { view: group.label || t('session.noView') })}
            >
              {group.events.map((event) => (
                <li key={event.event_id}>{renderRow(event)}</li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Heading for a view whose own event is not loaded or never arrived. */
function GroupHeading({ group }: { group: ViewEvents }): JSX.Element {
  return (
    <p class="group-heading" title={group.url}>
      {group.label || t('session.noView')}
    </p>
  )
}

function toEvents({ view, events }: ViewEvents): readonly SessionEvent[] {
  return view ? [view, ...events] : events
}

function useCloseOnEscape(openId: string | undefined, close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    if (openId === undefined) {
      return
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        latest.current()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [openId])
}
