import type { JSX } from 'preact'
import type { SessionEvent, SessionSummary } from '../../../protocol/query.ts'
import { t } from '../i18n/messages.ts'
import { countByType } from '../models/eventTypes.ts'
import type { FieldIndex } from '../models/fields/fieldIndex.ts'
import { filterGroups, groupByView } from '../models/grouping.ts'
import type { SessionPageState } from '../models/sessionPageState.ts'
import { toggleType } from '../models/sessionPageState.ts'
import type { Pages } from '../queries/usePages.ts'
import { EventList } from './eventList.tsx'
import { LoadMore } from './loadMore.tsx'
import { TypeFilter } from './typeFilter.tsx'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  fields: FieldIndex
  state: SessionPageState
  change: (part: Partial<SessionPageState>) => void
}

export function SessionEvents({ pages, session, fields, state, change }: Props): JSX.Element {
  const groups = filterGroups(groupByView(pages.rows), state.types)
  const count = pages.rows.length
  return (
    <section class="session-events" aria-labelledby="events-title">
      <div class="events-bar">
        <h2 id="events-title">{t('session.events')}</h2>
        <TypeFilter
          chosen={state.types}
          counts={countByType(pages.rows)}
          toggle={(type) => change({ types: toggleType(state.types, type) })}
        />
        <p class="faint" role="status">
          {t(pages.hasMore ? 'session.firstLoaded' : 'session.eventCount', { count })}
        </p>
      </div>
      {groups.length === 0 && <p class="message">{t('session.noEvents')}</p>}
      <EventList
        groups={groups}
        fields={fields}
        sessionStart={session.session_start}
        openId={state.eventId}
        open={(eventId) => change({ eventId })}
      />
      <LoadMore pages={pages} />
    </section>
  )
}
