import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Button, IconButton } from '../../components/button.tsx'
import { formatCount } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { EventType } from '../../models/eventTypes.ts'
import { countByType } from '../../models/eventTypes.ts'
import type { Bar, TimeWindow, Waterfall } from '../../models/session/waterfall.ts'
import {
  filterBars,
  groupByHost,
  panWindow,
  toFirstWindow,
  zoomWindow,
} from '../../models/session/waterfall.ts'
import { BarText, WaterfallAxis } from './waterfallParts.tsx'
import type { Line } from './waterfallRows.tsx'
import { WaterfallRows } from './waterfallRows.tsx'

interface Props {
  waterfall: Waterfall
  openId: string
  /** Length of the load, in ms; 0 if unknown. */
  loadMs: number
  lines: readonly Line[]
  select: (eventId: string) => void
}

const TYPES: readonly EventType[] = ['resource', 'long_task', 'action', 'error']
const ZOOM = 0.6
const PAN = 0.4

/** Resources, long tasks, actions and errors of a view on one axis, which zooms and pans. */
export function WaterfallChart(props: Props): JSX.Element {
  const { waterfall, openId, loadMs, lines, select } = props
  const [types, setTypes] = useState<readonly EventType[]>([])
  const [text, setText] = useState('')
  const [isGrouped, setGrouped] = useState(false)
  const [pointed, setPointed] = useState<Bar>()
  const opened = waterfall.bars.find(({ eventId }) => eventId === openId)
  const [window, setWindow] = useState(() =>
    toFirstWindow(waterfall, { loadMs, opened: opened?.to }),
  )
  const end = waterfall.end * 1.02
  const frame = useRef<HTMLDivElement>(null)
  useWheel(frame, { window, end, setWindow })
  // Not again for each bar under the pointer and each step of the wheel: there may be 20,000.
  const rows = useMemo(() => {
    const bars = filterBars(waterfall.bars, { types, text })
    return isGrouped ? groupByHost(bars) : bars.map((bar) => ({ bar }))
  }, [waterfall, types, text, isGrouped])
  const counts = useMemo(() => countByType(waterfall.bars.map(({ event }) => event)), [waterfall])
  const zoom = (factor: number) =>
    setWindow(zoomWindow(window, { factor, at: (window.from + window.to) / 2, end }))
  return (
    <div class="waterfall" ref={frame}>
      <div class="waterfall-bar">
        {TYPES.map((type) => (
          <button
            key={type}
            type="button"
            class={`chip type-${type}`}
            aria-pressed={types.includes(type)}
            onClick={() => setTypes(TYPES.filter((one) => types.includes(one) !== (one === type)))}
          >
            {t(`type.${type}.many`)}
            <span class="chip-count">{formatCount(counts[type])}</span>
          </button>
        ))}
        <input
          type="search"
          class="waterfall-find"
          value={text}
          placeholder={t('performance.find')}
          aria-label={t('performance.find')}
          onInput={(input) => setText(input.currentTarget.value)}
        />
        <Button look="quiet" isPressed={isGrouped} onClick={() => setGrouped(!isGrouped)}>
          {t('performance.byHost')}
        </Button>
        <span class="waterfall-zoom">
          <IconButton
            icon="back"
            label={t('performance.earlier')}
            onClick={() => setWindow(panWindow(window, -PAN, end))}
          />
          <IconButton icon="add" label={t('performance.zoomIn')} onClick={() => zoom(ZOOM)} />
          <IconButton
            icon="zoomOut"
            label={t('performance.zoomOut')}
            onClick={() => zoom(1 / ZOOM)}
          />
          <IconButton
            icon="forward"
            label={t('performance.later')}
            onClick={() => setWindow(panWindow(window, PAN, end))}
          />
          <Button look="quiet" onClick={() => setWindow({ from: 0, to: end })}>
            {t('performance.whole')}
          </Button>
        </span>
      </div>
      <WaterfallAxis window={window} lines={lines} />
      <WaterfallRows
        rows={rows}
        window={window}
        lines={lines}
        openId={openId}
        point={setPointed}
        select={select}
      />
      <BarText bar={pointed ?? opened} />
    </div>
  )
}

interface WheelOptions {
  window: TimeWindow
  end: number
  setWindow: (window: TimeWindow) => void
}

/** Ctrl and the wheel zoom at the pointer; a sideways wheel, or Shift with it, pans. The plain wheel scrolls the rows. */
function useWheel(
  frame: { readonly current: HTMLElement | null },
  { window, end, setWindow }: WheelOptions,
): void {
  useEffect(() => {
    const element = frame.current
    if (!element) {
      return
    }
    const onWheel = (event: WheelEvent) => {
      const track = element.querySelector('.waterfall-axis')?.getBoundingClientRect()
      const next = track && toNextWindow(event, { track, window, end })
      if (next) {
        event.preventDefault()
        setWindow(next)
      }
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [window, end])
}

interface WheelPlace {
  track: DOMRect
  window: TimeWindow
  end: number
}

function toNextWindow(
  event: WheelEvent,
  { track, window, end }: WheelPlace,
): TimeWindow | undefined {
  if (event.ctrlKey || event.metaKey) {
    const share = Math.min(1, Math.max(0, (event.clientX - track.left) / track.width))
    const at = window.from + share * (window.to - window.from)
    return zoomWindow(window, { factor: event.deltaY > 0 ? 1 / ZOOM : ZOOM, at, end })
  }
  const sideways = event.deltaX || (event.shiftKey ? event.deltaY : 0)
  return sideways === 0 ? undefined : panWindow(window, sideways / track.width, end)
}
