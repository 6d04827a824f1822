import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useWidth } from '../../components/useWidth.ts'
import { toOffsetText } from '../../format/offset.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatClock, formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { DrawnEvent, Journey, JourneyMark, JourneyView } from '../../models/session/journey.ts'
import { findStop, listStops, toJourney } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'
import { LANE_HEIGHT, LINE_HEIGHT, StripPicture, toStripHeight } from './stripPicture.tsx'

interface Props {
  events: readonly DrawnEvent[]
  sessionStart: number
  /** Time whose events are not loaded yet. */
  rest: Span | undefined
  selectedId: string | undefined
  /** Times of the rows of the list that are in view. */
  visible: Span | undefined
  select: (eventId: string) => void
}

type Stop = JourneyView | JourneyMark

/** The session as a picture. The arrow keys walk through it, Enter selects; hover tells, a click selects. */
export function JourneyStrip(props: Props): JSX.Element {
  const { events, sessionStart, rest, selectedId, select } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const journey = useMemo(() => toJourney(events, width, rest), [events, width, rest?.to])
  const [pointed, setPointed] = useState<Stop>()
  const [hoverX, setHoverX] = useState<number>()
  const selected = events.find(({ eventId }) => eventId === selectedId)
  const gap =
    hoverX === undefined || pointed
      ? undefined
      : journey.scale.stretches.find(
          ({ isFolded, x, width: wide }) => isFolded && x <= hoverX && hoverX <= x + wide,
        )

  function onPointerMove(event: PointerEvent): void {
    const place = toPlace(event, frame.current, journey)
    setHoverX(place.x)
    setPointed(findStop(journey, place))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const stops = listStops(journey)
    const from = pointed ?? stops.find(({ eventId }) => eventId === selectedId)
    const next = toNextStop(event.key, stops, from)
    if (next) {
      event.preventDefault()
      setHoverX(undefined)
      setPointed(next)
    } else if ((event.key === 'Enter' || event.key === ' ') && pointed) {
      event.preventDefault()
      select(pointed.eventId)
    }
  }
  function leave(): void {
    setHoverX(undefined)
    setPointed(undefined)
  }
  return (
    <div
      ref={frame}
      class="journey"
      role="application"
      aria-label={t('journey.label')}
      aria-busy={rest !== undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={leave}
      onBlur={leave}
      onKeyDown={onKeyDown}
      onClick={() => pointed && select(pointed.eventId)}
    >
      {width > 0 && (
        <StripPicture
          journey={journey}
          width={width}
          sessionStart={sessionStart}
          pointed={pointed}
          selectedTime={selected?.time}
          visible={props.visible}
        />
      )}
      <p
        class="journey-tip"
        role="status"
        hidden={!pointed && !gap}
        style={{
          left: `${toTipLeft(pointed?.x ?? hoverX ?? 0, width)}px`,
          top: `${toStripHeight(journey)}px`,
        }}
      >
        {pointed && <StopText stop={pointed} sessionStart={sessionStart} />}
        {gap && t('journey.idle', { duration: formatDuration((gap.to - gap.from) * 1e6) })}
      </p>
    </div>
  )
}

const TIP_WIDTH = 280

const toTipLeft = (x: number, width: number): number =>
  Math.max(0, Math.min(x - 20, width - TIP_WIDTH))

function StopText({ stop, sessionStart }: { stop: Stop; sessionStart: number }): JSX.Element {
  const kind = 'kind' in stop ? stop.kind : 'view'
  return (
    <>
      <b>
        {stop.count > 1
          ? t('journey.several', { kind: t(`journey.${kind}`), count: stop.count })
          : t(`journey.${kind}`)}
      </b>{' '}
      <span class="journey-name">{toVisibleText(stop.label.slice(0, 120))}</span>{' '}
      <span class="faint">
        {`${toOffsetText(stop.time - sessionStart)} · ${formatClock(stop.time)}`}
      </span>
    </>
  )
}

function toPlace(
  event: PointerEvent,
  frame: HTMLElement | null,
  { lanes }: Journey,
): { x: number; line: number | undefined; lane: number } {
  const box = frame?.getBoundingClientRect()
  const x = event.clientX - (box?.left ?? 0)
  const y = event.clientY - (box?.top ?? 0)
  const below = y - lanes * LANE_HEIGHT
  return {
    x,
    line: below < 0 ? undefined : Math.floor(below / LINE_HEIGHT),
    lane: Math.floor(y / LANE_HEIGHT),
  }
}

function toNextStop(key: string, stops: readonly Stop[], from: Stop | undefined): Stop | undefined {
  const at = from ? stops.findIndex(({ eventId }) => eventId === from.eventId) : -1
  switch (key) {
    case 'ArrowRight':
      return stops[Math.min(at + 1, stops.length - 1)]
    case 'ArrowLeft':
      return stops[Math.max(at - 1, 0)]
    case 'Home':
      return stops[0]
    case 'End':
      return stops.at(-1)
    default:
      return undefined
  }
}
