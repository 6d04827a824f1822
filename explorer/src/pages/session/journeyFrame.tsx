import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { MARK_KINDS } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { Pages } from '../../queries/usePages.ts'
import { JourneyStrip } from './journeyStrip.tsx'
import { MarkKey } from './stripPicture.tsx'
import { useDrawnEvents } from './useDrawnEvents.ts'

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
  const drawn = useDrawnEvents(pages, session)
  const titleId = useId()
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
        {...drawn}
        sessionStart={session.session_start}
        selectedId={selectedId}
        visible={visible}
        select={select}
      />
    </section>
  )
}
