import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { FieldIndex } from '../../models/fields/fieldIndex.ts'
import { MARK_KINDS } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import type { Pages } from '../../queries/usePages.ts'
import { AccessDetails } from './accessDetails.tsx'
import { EventDetails } from './eventDetails.tsx'
import { JourneyStrip } from './journeyStrip.tsx'
import { SessionHeader } from './sessionHeader.tsx'
import { MarkKey } from './stripPicture.tsx'
import { useDrawnEvents } from './useDrawnEvents.ts'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  fields: FieldIndex
  state: SessionPageState
  change: (part: Partial<SessionPageState>) => void
}

/** A session: who it was, its journey, and its entries with the details of the selected one beside them. */
export function SessionBody({ pages, session, fields, state, change }: Props): JSX.Element {
  const { rows: events } = pages
  const drawn = useDrawnEvents(pages, session)
  const [visible, setVisible] = useState<Span>()
  const selected = events.find(({ event_id: id }) => id === state.eventId)
  const select = (eventId: string | undefined) => change({ eventId })
  return (
    <>
      <SessionHeader session={session} />
      <section class="journey-frame" aria-labelledby="journey-title">
        <div class="journey-bar">
          <h2 id="journey-title">{t('journey.title')}</h2>
          <ul class="journey-keys">
            {MARK_KINDS.map((kind) => (
              <li key={kind}>
                <MarkKey kind={kind} />
                {t(`journey.${kind}`)}
              </li>
            ))}
          </ul>
        </div>
        <JourneyStrip
          {...drawn}
          sessionStart={session.session_start}
          selectedId={state.eventId}
          visible={visible}
          select={select}
        />
      </section>
      <div class={selected ? 'session-split with-details' : 'session-split'}>
        <AccessDetails
          pages={pages}
          session={session}
          state={state}
          change={change}
          onVisible={(from, to) => setVisible({ from, to })}
        />
        {selected && (
          <EventDetails
            // The waterfall of a view keeps its window while its events are opened one by one.
            key={selected.type === 'error' ? selected.event_id : selected.view_id}
            event={selected}
            session={session}
            events={events}
            fields={fields}
            select={select}
          />
        )}
      </div>
    </>
  )
}
