import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { MARK_KINDS } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { Pages } from '../../queries/usePages.ts'
import { JourneyStrip } from './journeyStrip.tsx'
import { MarkKey } from './stripPicture.tsx'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  selectedId: string | undefined
  /** Part of the list that is in view. */
  visible?: Span | undefined
  select: (eventId: string) => void
}

/** The journey of a session with the meaning of its marks. */
export function JourneyFrame({ pages, session, selectedId, visible, select }: Props): JSX.Element {
  const { rows: events, hasMore } = pages
  const titleId = useId()
  const end = session.session_start + session.time_spent / 1e6
  const rest = hasMore ? { from: events.at(-1)?.time ?? end, to: end } : undefined
  return (
    <section class="journey-frame" aria-labelledby={titleId}>
      <div class="journey-bar">
        <h2 id={titleId}>{t('journey.title')}</h2>
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
        events={events}
        sessionStart={session.session_start}
        rest={rest}
        selectedId={selectedId}
        visible={visible}
        select={select}
      />
    </section>
  )
}
