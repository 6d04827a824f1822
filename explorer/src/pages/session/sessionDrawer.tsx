import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { FoundEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { StatusBadge } from '../../components/statusBadge.tsx'
import { toPersonText } from '../../format/person.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { SelectedRow } from '../../models/explorer/explorerState.ts'
import { toSessionPath } from '../../models/route.ts'
import { toShownStatus } from '../../models/session/shownStatus.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import { DEFAULT_TYPES } from '../../models/sessionPageState.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import type { DrawerMoves } from './drawerFrame.tsx'
import { DrawerFrame } from './drawerFrame.tsx'
import { EventDetails, toDetailsKey } from './eventDetails.tsx'
import { JourneyFrame } from './journeyFrame.tsx'
import { SessionDetails } from './sessionDetails.tsx'
import { SessionCounts, SessionFacts } from './sessionFacts.tsx'
import { SessionRegions } from './sessionRegions.tsx'
import { useErrorKey } from './useErrorKey.ts'
import { useLiveSession } from './useLiveSession.ts'
import { useSessionPages } from './useSessionPages.ts'

interface Props {
  explorer: Explorer
  selected: SelectedRow
  /** The row as the list has it: known before the session is loaded. */
  row: object | undefined
  moves: DrawerMoves
}

/** A session, or an event of one, in the drawer: the event's details cover those of the session. */
export function SessionDrawer({ explorer, selected, row, moves }: Props): JSX.Element {
  const { appId, sessionId, eventId } = selected
  const { list } = explorer.state
  const pages = useSessionPages({ appId, sessionId })
  useLiveSession({ key: { appId, sessionId }, session: pages.pages[0]?.session, pages })
  const session =
    pages.pages[0]?.session ?? (list === 'sessions' ? (row as SessionSummary) : undefined)
  const event = pages.rows.find(({ event_id: id }) => id === eventId)
  const owner = session ?? (row as FoundEvent | undefined)
  // A row that is an event opens at the event. The session under it is made when the reader goes there.
  const sessionKey = `${appId}/${sessionId}`
  const [seen, setSeen] = useState<string>()
  const isSessionSeen = list === 'sessions' || eventId === undefined || seen === sessionKey
  useEffect(() => {
    if (eventId === undefined) {
      setSeen(sessionKey)
    }
  }, [eventId, sessionKey])
  const [filter, setFilter] = useState<Pick<SessionPageState, 'types' | 'text'>>({
    types: DEFAULT_TYPES,
    text: '',
  })
  const select = (id: string | undefined) =>
    explorer.step({ kind: 'select', row: { ...selected, eventId: id } })
  useErrorKey({ events: pages.rows, openId: eventId, select })
  const path = toSessionPath({ app_id: appId, session_id: sessionId })
  const isLoaded = event !== undefined || (session !== undefined && isSessionSeen)
  return (
    <DrawerFrame
      title={<Title owner={owner} session={session} sessionId={sessionId} />}
      path={eventId === undefined ? path : `${path}&event=${encodeURIComponent(eventId)}`}
      moves={moves}
      isCovered={event !== undefined && isSessionSeen}
    >
      {session && isSessionSeen && (
        <div class="drawer-layer" key={sessionKey} inert={event !== undefined}>
          <SessionDetails
            pages={pages}
            session={session}
            state={{ appId, eventId, ...filter }}
            change={(part) => {
              if ('eventId' in part) {
                select(part.eventId)
              } else {
                setFilter({ ...filter, ...part })
              }
            }}
          />
          <SessionRegions session={session} events={pages.rows} explorer={explorer} />
        </div>
      )}
      {session && event && (
        <div class="drawer-layer" key={toDetailsKey(event)}>
          <EventDetails
            event={event}
            session={session}
            events={pages.rows}
            explorer={explorer}
            select={select}
            isLayer
          >
            <OwnSession pages={pages} session={session} event={event} select={select} />
          </EventDetails>
        </div>
      )}
      {!isLoaded &&
        (pages.problem || pages.isCancelled ? (
          <ProblemBox load={pages} />
        ) : (
          <p class="drawer-wait" role="status" data-busy="true">
            {t('session.loading')}
          </p>
        ))}
    </DrawerFrame>
  )
}

interface TitleProps {
  owner: SessionSummary | FoundEvent | undefined
  session: SessionSummary | undefined
  sessionId: string
}

function Title({ owner, session, sessionId }: TitleProps): JSX.Element {
  const person = session && toPersonText(session)
  const known = owner && 'attributes' in owner ? String(owner.attributes['user_name'] ?? '') : ''
  const label = person ? (person.isAnonymous ? t('value.anonymous') : person.label) : known
  return (
    <>
      <span class="drawer-name">{toVisibleText(label || sessionId)}</span>
      {session && (
        <>
          <StatusBadge status={toShownStatus(session, Date.now())} />
          <span class="faint">{formatDuration(session.time_spent)}</span>
        </>
      )}
    </>
  )
}

interface OwnSessionProps {
  pages: ReturnType<typeof useSessionPages>
  session: SessionSummary
  event: SessionEvent
  select: (eventId: string) => void
}

/** The session of an event, in short: its journey with the event marked. */
function OwnSession({ pages, session, event, select }: OwnSessionProps): JSX.Element {
  return (
    <section class="own-session" data-region="details" aria-labelledby="own-session-title">
      <h3 id="own-session-title">{t('session.details')}</h3>
      <SessionCounts session={session} />
      <SessionFacts session={session} />
      <JourneyFrame pages={pages} session={session} selectedId={event.event_id} select={select} />
    </section>
  )
}
