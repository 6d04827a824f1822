import type { JSX } from 'preact'
import { useEffect, useMemo, useReducer } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/messages.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import type { LiveInput, LiveRows } from '../../models/rows/liveRows.ts'
import { nextLive, toLiveList, toLiveStart } from '../../models/rows/liveRows.ts'
import type { Pages } from '../../queries/usePages.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchRowsPage } from './listRequests.ts'
import { toKeyOfRow } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

/** Pace of live mode. A page that is hidden asks nothing. */
export const LIVE_EVERY_MS = 5000

/** Only a list with the newest rows first has a place for those that arrive. */
export function isLiveList(state: ExplorerState): boolean {
  return !state.isGrouped && state.sort === undefined
}

export function LiveButton({ explorer }: { explorer: Explorer }): JSX.Element | null {
  const { state, step } = explorer
  if (!isLiveList(state) || !('last' in state.range)) {
    return null
  }
  return (
    <Button
      icon="live"
      look="quiet"
      isPressed={state.isLive}
      title={t(state.isLive ? 'live.stop' : 'live.start')}
      onClick={() => step({ kind: 'setLive', isLive: !state.isLive })}
    >
      <span class="button-text">{t('live.on')}</span>
    </Button>
  )
}

export interface Live {
  /** Loaded rows, with those that have arrived at the top. */
  rows: readonly object[]
  /** The table shows its first row, or no longer. */
  onTop: (isAtTop: boolean) => void
  /** Offers new rows while the reader looks further down. */
  banner: JSX.Element | null
}

/**
 * Asks for new rows while live mode is on and the page is visible. They go to the top at once if the top is in view,
 * else they wait behind a button: nothing moves while a person reads.
 */
export function useLive(explorer: Explorer, pages: Pages<object>): Live {
  const { state, window, refresh } = explorer
  const { shownKey, rows: loaded } = pages
  const isOn = state.isLive && isLiveList(state) && !pages.isStale
  const toKey = (row: object): string => toKeyOfRow(state, row)
  const [arrived, send] = useReducer(
    (before: LiveRows<object>, input: LiveInput<object>) => nextLive(before, input, toKey),
    toLiveStart<object>(),
  )
  const newest = useQuery(
    isOn ? `live ${shownKey}` : undefined,
    (abort) => fetchRowsPage({ state, window }, undefined, abort),
    { everyMs: LIVE_EVERY_MS, isQuiet: true },
  )
  useEffect(() => send({ kind: 'reset' }), [shownKey])
  // Until its own first answer is there, the data are of the question before.
  const answer = newest.shownKey === `live ${shownKey}` ? newest.data : undefined
  useEffect(() => {
    if (answer) {
      const { rows, nextCursor } = answer
      send({ kind: 'answer', rows, hasMore: nextCursor !== undefined, loaded })
    }
  }, [answer])

  const rows = useMemo(() => toLiveList(arrived, loaded, toKey), [arrived, loaded])
  const count = arrived.waiting.length
  return {
    rows,
    onTop: (isAtTop) => {
      if (isAtTop === arrived.isScrolled) {
        send({ kind: 'scroll', isAtTop })
      }
    },
    banner:
      count > 0 ? (
        <span class="new-rows">
          <Button
            look="primary"
            icon="up"
            onClick={() => {
              if (arrived.hasGap) {
                refresh()
              } else {
                send({ kind: 'showWaiting' })
              }
              document.querySelector('.results-table [role="grid"]')?.scrollTo({ top: 0 })
            }}
          >
            {t(arrived.hasGap ? 'live.newMore' : 'live.new', { count })}
          </Button>
        </span>
      ) : null,
  }
}
