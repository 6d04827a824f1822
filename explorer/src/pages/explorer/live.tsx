import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/messages.ts'
import { fetchRowsPage } from './listRequests.ts'
import { toKeyOfRow } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'
import type { Rows } from './useRows.ts'

const EVERY_MS = 5000

export function LiveButton({ explorer }: { explorer: Explorer }): JSX.Element | null {
  const { state, step } = explorer
  if (state.isGrouped || state.sort !== undefined) {
    return null // only a list with the newest rows first has a place for them
  }
  return (
    <Button
      icon="live"
      look="quiet"
      isPressed={state.isLive}
      title={t(state.isLive ? 'live.stop' : 'live.start')}
      onClick={() => step({ kind: 'setLive', isLive: !state.isLive })}
    >
      {t('live.on')}
    </Button>
  )
}

export interface Live {
  /** Loaded rows, with those that have arrived at the top. */
  rows: readonly object[]
  /** Offers new rows while the reader looks further down. */
  banner: JSX.Element | null
}

/**
 * Asks for new rows while live mode is on and the page is visible. They go to the top at once if the top is in view,
 * else they wait behind a button: nothing moves while a person reads.
 */
export function useLive(explorer: Explorer, rows: Rows): Live {
  const { state } = explorer
  const isOn = state.isLive && !state.isGrouped && state.sort === undefined && !rows.isStale
  const [arrived, setArrived] = useState<readonly object[]>([])
  const [shownCount, setShownCount] = useState(0)
  const latest = useRef({ explorer, rows, arrived })
  latest.current = { explorer, rows, arrived }

  useEffect(() => {
    setArrived([])
    setShownCount(0)
    if (!isOn) {
      return
    }
    const stopping = new AbortController()
    const ask = async () => {
      const { explorer: current, rows: present, arrived: before } = latest.current
      if (document.visibilityState !== 'visible') {
        return
      }
      const page = await fetchRowsPage(
        { state: current.state, window: current.window },
        undefined,
        stopping.signal,
      )
      const toKey = (row: object): string => toKeyOfRow(current.state, row)
      const known = new Set([...before, ...present.rows].map(toKey))
      const fresh = page.rows.filter((row) => !known.has(toKey(row)))
      if (fresh.length > 0 && !stopping.signal.aborted) {
        setArrived([...fresh, ...before])
        const scroller = document.querySelector('.results-table [role="grid"]')
        if ((scroller?.scrollTop ?? 0) < 8) {
          setShownCount(fresh.length + before.length)
        }
      }
    }
    const timer = setInterval(() => void ask().catch(() => {}), EVERY_MS) // the next turn asks again
    return () => {
      clearInterval(timer)
      stopping.abort()
    }
  }, [isOn, rows.shownKey])

  const waiting = arrived.length - shownCount
  return {
    rows: shownCount === 0 ? rows.rows : [...arrived.slice(waiting), ...rows.rows],
    banner:
      waiting > 0 ? (
        <span class="new-rows">
          <Button
            look="primary"
            icon="up"
            onClick={() => {
              setShownCount(arrived.length)
              document.querySelector('.results-table [role="grid"]')?.scrollTo({ top: 0 })
            }}
          >
            {t('live.new', { count: waiting })}
          </Button>
        </span>
      ) : null,
  }
}
