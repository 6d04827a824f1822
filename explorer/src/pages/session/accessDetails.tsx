import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { Segmented } from '../../components/segmented.tsx'
import { t } from '../../i18n/sessionMessages.ts'
import { countByType } from '../../models/eventTypes.ts'
import type { TimeMode } from '../../models/session/entries.ts'
import {
  filterEntries,
  parseTimeMode,
  TIME_MODES,
  toNextTimeMode,
} from '../../models/session/entries.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import { toggleType } from '../../models/sessionPageState.ts'
import { createStoredValue } from '../../models/storedValue.ts'
import type { Pages } from '../../queries/usePages.ts'
import { EntryList } from './entryList.tsx'
import { LoadMore } from './loadMore.tsx'
import { TypeFilter } from './typeFilter.tsx'

interface Props {
  pages: Pages<SessionEvent>
  session: SessionSummary
  state: SessionPageState
  change: (part: Partial<SessionPageState>) => void
  onVisible: (from: number, to: number) => void
}

const storedMode = createStoredValue<TimeMode>({
  storage: () => localStorage,
  key: 'dataflux-rum-explorer.entryTime',
  parse: parseTimeMode,
})

/** Lists the visitor's events in the order of time, filtered by kind and by text. */
export function AccessDetails({ pages, session, state, change, onVisible }: Props): JSX.Element {
  const [timeMode, setTimeMode] = useState(storedMode.read)
  const chooseMode = (mode: TimeMode) => {
    storedMode.write(mode)
    setTimeMode(mode)
  }
  const { types, text, eventId: selectedId } = state
  // Not again for each step of scrolling: there may be 20,000.
  const entries = useMemo(
    () => filterEntries(pages.rows, { types, text, selectedId }),
    [pages.rows, types.join(), text, selectedId],
  )
  return (
    <section class="session-events" aria-labelledby="events-title">
      <div class="events-bar">
        <h2 id="events-title">{t('session.access')}</h2>
        <TypeFilter
          chosen={state.types}
          counts={countByType(pages.rows)}
          toggle={(type) => change({ types: toggleType(state.types, type) })}
        />
        <input
          type="search"
          class="events-find"
          value={state.text}
          placeholder={t('session.findEntry')}
          aria-label={t('session.findEntry')}
          onInput={(input) => change({ text: input.currentTarget.value })}
        />
        <Segmented
          label={t('session.time')}
          chosen={timeMode}
          choices={TIME_MODES.map((mode) => ({ value: mode, label: t(`session.time.${mode}`) }))}
          // A click on the chosen one goes on, so that one button is a toggle as well.
          choose={(mode) => chooseMode(mode === timeMode ? toNextTimeMode(mode) : mode)}
        />
        <p class="faint" role="status">
          {toStatusText(pages.rows, entries, pages.hasMore)}
        </p>
      </div>
      {entries.length === 0 && <p class="message">{t('session.noEvents')}</p>}
      <EntryList
        entries={entries}
        sessionStart={session.session_start}
        timeMode={timeMode}
        openId={state.eventId}
        open={(eventId) => change({ eventId })}
        onVisible={onVisible}
      />
      <LoadMore pages={pages} />
    </section>
  )
}

function toStatusText(
  all: readonly SessionEvent[],
  shown: readonly SessionEvent[],
  hasMore: boolean,
): string {
  if (hasMore) {
    return t('session.firstLoaded', { count: all.length })
  }
  return all.length === shown.length
    ? t('session.eventCount', { count: all.length })
    : t('session.shownCount', { count: shown.length, all: all.length })
}
