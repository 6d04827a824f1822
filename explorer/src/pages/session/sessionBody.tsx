import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import type { Pages } from '../../queries/usePages.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { AccessDetails } from './accessDetails.tsx'
import { EventDetails, toDetailsKey } from './eventDetails.tsx'
import { JourneyFrame } from './journeyFrame.tsx'
import { SessionHeader } from './sessionHeader.tsx'
import { SessionRegions } from './sessionRegions.tsx'
import { useErrorKey } from './useErrorKey.ts'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  explorer: Explorer
  state: SessionPageState
  change: (part: Partial<SessionPageState>) => void
}

/**
 * A session as a page: who it was, its journey, and its entries. Beside them are the details of the selected entry; without
 * one the fields of the session and its bound views.
 */
export function SessionBody({ pages, session, explorer, state, change }: Props): JSX.Element {
  const { rows: events } = pages
  const [visible, setVisible] = useState<Span>()
  const selected = events.find(({ event_id: id }) => id === state.eventId)
  const select = (eventId: string | undefined) => change({ eventId })
  useErrorKey({ events, openId: state.eventId, select })
  return (
    <>
      <SessionHeader session={session} />
      <JourneyFrame
        pages={pages}
        session={session}
        selectedId={state.eventId}
        visible={visible}
        select={select}
      />
      <div class={selected ? 'session-split with-details' : 'session-split'}>
        <AccessDetails
          pages={pages}
          session={session}
          state={state}
          change={change}
          onVisible={(from, to) => setVisible({ from, to })}
        />
        {selected ? (
          <EventDetails
            key={toDetailsKey(selected)}
            event={selected}
            session={session}
            events={events}
            explorer={explorer}
            select={select}
          />
        ) : (
          <div class="session-side">
            <SessionRegions session={session} events={events} explorer={explorer} />
          </div>
        )}
      </div>
    </>
  )
}
