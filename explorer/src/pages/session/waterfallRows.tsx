import type { JSX } from 'preact'
import { memo } from 'preact/compat'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../components/icon.tsx'
import { useVirtualRows } from '../../components/virtualRows.ts'
import { toShortUrl } from '../../format/url.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { Bar, TimeWindow, WaterfallRow } from '../../models/session/waterfall.ts'
import { toPhases } from '../../models/session/waterfall.ts'
import { useListFocus } from './listFocus.ts'
import { isIn, toShare } from './waterfallParts.tsx'

/** A moment of the load. */
export interface Line {
  label: string
  /** ms since the start of the view. */
  at: number
}

interface Props {
  rows: readonly WaterfallRow[]
  window: TimeWindow
  lines: readonly Line[]
  openId: string
  point: (bar: Bar | undefined) => void
  select: (eventId: string) => void
}

const ROW_HEIGHT = 24
/** Rows in view without scrolling. */
const MOST_ROWS = 14

/** The bars. Only the rows in view exist: a page of 20,000 resources is as fast as one of ten. */
export function WaterfallRows(props: Props): JSX.Element {
  const { rows, openId, point } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    headerHeight: 0,
  })
  const focus = useListFocus({ scroller, virtual, count: rows.length })
  const opened = rows.findIndex((row) => 'bar' in row && row.bar.eventId === openId)
  useEffect(() => {
    if (opened >= 0) {
      virtual.scrollToIndex(opened, { align: 'auto' })
    }
  }, [opened])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside
    <div
      ref={scroller}
      class="waterfall-rows"
      style={{ height: `${Math.min(MOST_ROWS, Math.max(rows.length, 1)) * ROW_HEIGHT}px` }}
      onKeyDown={focus.onKeyDown}
      onFocusIn={focus.onFocusIn}
      onPointerLeave={() => point(undefined)}
    >
      <ol
        class="virtual-rows"
        aria-label={t('performance.waterfall')}
        style={{ height: `${virtual.getTotalSize()}px` }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={'bar' in row ? row.bar.eventId : `host ${row.host}`}
                class="virtual-row"
                data-index={index}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, height: `${ROW_HEIGHT}px` }}
              >
                <Row
                  row={row}
                  tabIndex={index === focus.tabRow ? 0 : -1}
                  window={props.window}
                  lines={props.lines}
                  openId={openId}
                  point={point}
                  select={props.select}
                />
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}

interface RowProps extends Omit<Props, 'rows'> {
  row: WaterfallRow
  tabIndex: 0 | -1
}

/** Drawn again only if something of it changes: while the rows scroll, that is the few that come into view. */
const Row = memo(({ row, tabIndex, window, lines, openId, point, select }: RowProps) => {
  if (!('bar' in row)) {
    return (
      <button type="button" class="waterfall-host" tabIndex={tabIndex}>
        {`${toVisibleText(row.host) || t('performance.page')} · ${row.count}`}
      </button>
    )
  }
  const { bar } = row
  return (
    <button
      type="button"
      class={`waterfall-item type-${bar.event.type}`}
      tabIndex={tabIndex}
      aria-current={bar.eventId === openId}
      onClick={() => select(bar.eventId)}
      onFocus={() => point(bar)}
      onPointerEnter={() => point(bar)}
    >
      <RowLabel bar={bar} />
      <Track bar={bar} window={window} lines={lines} />
    </button>
  )
})

function RowLabel({ bar }: { bar: Bar }): JSX.Element {
  const { event, label, from, to } = bar
  return (
    <span class="waterfall-label">
      <Icon name={event.type} />
      <span class={bar.isFailed ? 'waterfall-name alarm' : 'waterfall-name'}>
        {toVisibleText(toShortUrl(label.slice(0, 200), event.view_url)) || t(`type.${event.type}`)}
      </span>
      <span class="visually-hidden">{formatDuration((to - from) * 1e6)}</span>
    </span>
  )
}

function Track({
  bar,
  window,
  lines,
}: Pick<Props, 'window' | 'lines'> & { bar: Bar }): JSX.Element {
  const place = ({ from, to }: TimeWindow) => {
    const left = Math.max(0, toShare(from, window))
    const right = Math.min(100, toShare(to, window))
    return { left: `${left}%`, width: `max(3px, ${Math.max(0, right - left)}%)` }
  }
  const isShown = bar.to >= window.from && bar.from <= window.to
  const flags = [
    bar.isBlocking && 'blocking',
    bar.isCached && 'cached',
    bar.isFailed && 'failed',
  ].filter(Boolean)
  return (
    <span class="waterfall-track">
      {lines
        .filter(({ at }) => isIn(at, window))
        .map(({ label, at }) => (
          <i key={label} class="waterfall-line" style={{ left: `${toShare(at, window)}%` }} />
        ))}
      {isShown && <i class={`waterfall-span ${flags.join(' ')}`} style={place(bar)} />}
      {isShown &&
        toPhases(bar)
          .filter(({ from, to }) => to >= window.from && from <= window.to)
          .map((phase) => (
            <i key={phase.name} class={`waterfall-part ${phase.name}`} style={place(phase)} />
          ))}
    </span>
  )
}
