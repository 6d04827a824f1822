import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { t } from '../../i18n/sessionMessages.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import type { Pages } from '../../queries/usePages.ts'
import { AccessDetails } from './accessDetails.tsx'
import { JourneyFrame } from './journeyFrame.tsx'
import { SessionCounts, SessionFacts } from './sessionFacts.tsx'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  state: SessionPageState
  change: (part: Partial<SessionPageState>) => void
}

/** Details of a session in one column: its numbers, its journey and its entries. */
export function SessionDetails({ pages, session, state, change }: Props): JSX.Element {
  return (
    <section class="session-details" data-region="details" aria-label={t('session.details')}>
      <SessionCounts session={session} />
      <SessionFacts session={session} />
      {pages.pages.length === 0 ? (
        <Waiting pages={pages} />
      ) : (
        <Path {...{ pages, session, state, change }} />
      )}
    </section>
  )
}

/** The numbers are the list's; the events are on their way. */
function Waiting({ pages }: Pick<Props, 'pages'>): JSX.Element {
  return pages.problem || pages.isCancelled ? (
    <ProblemBox load={pages} />
  ) : (
    <p class="drawer-wait" role="status" data-busy="true">
      {t('session.loading')}
    </p>
  )
}

function Path({ pages, session, state, change }: Props): JSX.Element {
  const [visible, setVisible] = useState<Span>()
  return (
    <>
      <JourneyFrame
        pages={pages}
        session={session}
        selectedId={state.eventId}
        visible={visible}
        select={(eventId) => change({ eventId })}
      />
      <AccessDetails
        pages={pages}
        session={session}
        state={state}
        change={change}
        onVisible={(from, to) => setVisible({ from, to })}
      />
    </>
  )
}
