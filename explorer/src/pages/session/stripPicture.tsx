import type { JSX } from 'preact'
import { toOffsetText } from '../../format/offset.ts'
import { toReadableUrl } from '../../format/readableUrl.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import type { Journey, JourneyMark, JourneyView, MarkKind } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'

export const LANE_HEIGHT = 24
export const LINE_HEIGHT = 16
const LINES = 3
const AXIS_HEIGHT = 18
const TICK_WIDTH = 110

export const toStripHeight = ({ lanes }: Journey): number =>
  lanes * LANE_HEIGHT + LINES * LINE_HEIGHT + AXIS_HEIGHT

interface Props {
  journey: Journey
  width: number
  sessionStart: number
  pointed: JourneyView | JourneyMark | undefined
  selectedTime: number | undefined
  visible: Span | undefined
}

/** Views above, marks below them, the axis at the bottom. Texts for assistive software are the strip's. */
export function StripPicture(props: Props): JSX.Element {
  const { journey, width, pointed, selectedTime, visible } = props
  const { scale, lanes, views, marks } = journey
  const bottom = lanes * LANE_HEIGHT + LINES * LINE_HEIGHT
  return (
    <svg width={width} height={toStripHeight(journey)} aria-hidden="true">
      {visible && (
        <rect
          class="journey-visible"
          x={scale.toX(visible.from)}
          width={Math.max(3, scale.toX(visible.to) - scale.toX(visible.from))}
          y={bottom - 3}
          height={3}
        />
      )}
      {scale.stretches.map(
        ({ isFolded, x, width: wide }) =>
          isFolded && (
            <g key={x} class="journey-gap">
              <rect x={x + 2} width={wide - 4} y={0} height={bottom} />
              <text x={x + wide / 2} y={lanes * LANE_HEIGHT + 20}>
                ⋯
              </text>
            </g>
          ),
      )}
      {views.map((view) => (
        <ViewSegment key={view.eventId} view={view} isPointed={view === pointed} />
      ))}
      <line class="axis" x1={0} x2={width} y1={bottom + 0.5} y2={bottom + 0.5} />
      {selectedTime !== undefined && (
        <line
          class="journey-selected"
          x1={scale.toX(selectedTime)}
          x2={scale.toX(selectedTime)}
          y1={0}
          y2={bottom}
        />
      )}
      {marks.map((mark) => (
        <Mark
          key={`${mark.kind} ${mark.eventId}`}
          mark={mark}
          top={lanes * LANE_HEIGHT}
          isPointed={mark === pointed}
        />
      ))}
      <Ticks {...props} y={bottom + 14} />
    </svg>
  )
}

/** Width of a character of the label, and the least width of a segment that has one. */
const CHARACTER = 7
const LABELLED = 36

function ViewSegment({ view, isPointed }: { view: JourneyView; isPointed: boolean }): JSX.Element {
  const room = Math.floor((view.width - 10) / CHARACTER)
  const label = toVisibleText(toReadableUrl(view.count > 1 ? `×${view.count}` : view.label))
  const y = view.lane * LANE_HEIGHT
  return (
    <g class={isPointed ? 'journey-view pointed' : 'journey-view'}>
      <rect
        x={view.x}
        width={Math.max(2, view.width - 2)}
        y={y + 1}
        height={LANE_HEIGHT - 4}
        rx={3}
      />
      {view.width >= LABELLED && (
        <text x={view.x + 5} y={y + 15}>
          {label.length > room ? `${label.slice(0, room - 1)}…` : label}
        </text>
      )}
    </g>
  )
}

/** A shape for each kind, around 0, 0: colour alone would tell nothing to some. */
const SHAPES: Readonly<Record<MarkKind, string>> = {
  crash: 'M-5-5 5 5M5-5-5 5',
  error: 'M0-5 5.500 4.500h-11z',
  failedRequest: 'M-4.500-4.500h9v9h-9z',
  frustration: 'M0-5.500 5.500 0 0 5.500-5.500 0z',
  action: 'M0-3.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  longTask: 'M-2.500-5h5V5h-5z',
}

interface MarkProps {
  mark: JourneyMark
  top: number
  isPointed: boolean
}

function Mark({ mark, top, isPointed }: MarkProps): JSX.Element {
  const y = top + mark.line * LINE_HEIGHT + LINE_HEIGHT / 2
  const size = isPointed ? 1.3 : 1
  return (
    <path
      class={`journey-mark ${mark.kind}`}
      d={SHAPES[mark.kind]}
      transform={`translate(${Math.max(6, mark.x)} ${y}) scale(${size})`}
    />
  )
}

function Ticks({ journey, width, sessionStart, y }: Props & { y: number }): JSX.Element {
  const count = Math.max(1, Math.floor(width / TICK_WIDTH))
  return (
    <>
      {Array.from({ length: count }, (_, index) => {
        const x = (index * width) / count
        const time = journey.scale.toTime(x)
        return (
          <text key={index} class="tick" x={x} y={y}>
            {toOffsetText(time - sessionStart).replace(/\.\d+$/, '')}
          </text>
        )
      })}
    </>
  )
}

export function MarkKey({ kind }: { kind: MarkKind }): JSX.Element {
  return (
    <svg class="mark-key" viewBox="-7 -7 14 14" width="12" height="12" aria-hidden="true">
      <path class={`journey-mark ${kind}`} d={SHAPES[kind]} />
    </svg>
  )
}
