import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { useVirtualRows } from '../../components/virtualRows.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { TimeMode } from '../../models/session/entries.ts'
import { EntryRow } from './entryRow.tsx'
import { useListFocus } from './listFocus.ts'
import { useMedia } from './useMedia.ts'

interface Props {
  entries: readonly SessionEvent[]
  /** ms since the epoch; offsets count from this time. */
  sessionStart: number
  timeMode: TimeMode
  openId: string | undefined
  /** Opens the details of an event; `undefined` closes them. */
  open: (eventId: string | undefined) => void
  /** Times of the first and the last row in view, as they change. */
  onVisible: (from: number, to: number) => void
}

const ROW_HEIGHT = 28
/** Two lines where the screen is narrow. */
const TALL_ROW_HEIGHT = 52

/** The entries of a session. Only the rows in view exist, so that 10,000 are as fast as ten. */
export function EntryList(props: Props): JSX.Element {
  const { entries, openId, open, onVisible } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useMedia('(width < 860px)') ? TALL_ROW_HEIGHT : ROW_HEIGHT
  const virtual = useVirtualRows({ scroller, count: entries.length, rowHeight, headerHeight: 0 })
  const focus = useListFocus({ scroller, virtual, count: entries.length })
  const openIndex = entries.findIndex(({ event_id: id }) => id === openId)
  useEffect(() => {
    if (openIndex >= 0) {
      virtual.scrollToIndex(openIndex, { align: 'auto' }) // a link or the strip may open an event out of view
    }
  }, [openId, openIndex < 0])
  useCloseOnEscape(openId, () => {
    open(undefined)
    if (openIndex >= 0) {
      focus.focusRow(openIndex)
    }
  })
  const { range } = virtual
  const first = entries[range?.startIndex ?? -1]
  const last = entries[Math.min(range?.endIndex ?? -1, entries.length - 1)]
  useEffect(() => {
    if (first && last) {
      onVisible(first.time, last.time)
    }
  }, [first, last])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside
    <div
      ref={scroller}
      class="entries"
      style={{ '--rows': `${entries.length * rowHeight + 2}px` }}
      onKeyDown={focus.onKeyDown}
      onFocusIn={focus.onFocusIn}
    >
      <ol
        class="virtual-rows"
        aria-label={t('session.access')}
        style={{ height: `${virtual.getTotalSize()}px` }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const event = entries[index]
          return (
            event && (
              <li
                key={event.event_id}
                class="virtual-row"
                data-index={index}
                aria-setsize={entries.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, height: `${rowHeight}px` }}
              >
                <EntryRow
                  event={event}
                  sessionStart={props.sessionStart}
                  previousTime={entries[index - 1]?.time ?? props.sessionStart}
                  timeMode={props.timeMode}
                  isOpen={event.event_id === openId}
                  tabIndex={index === focus.tabRow ? 0 : -1}
                  open={open}
                />
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}

function useCloseOnEscape(openId: string | undefined, close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    if (openId === undefined) {
      return
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isOverlayOpen()) {
        latest.current()
      }
    }
    // Before all others: the menu that closes by the same key must still be there.
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [openId])
}

/** Escape closes an open menu or dialog, and only that. */
function isOverlayOpen(): boolean {
  return document.querySelector(':is([role="menu"], [role="dialog"]):not([hidden])') !== null
}
