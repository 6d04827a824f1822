import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatDuration, formatValue } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toWaterfall } from '../../models/session/waterfall.ts'
import { toVitalName, toVitalRating } from '../../models/vitals.ts'
import { WaterfallChart } from './waterfallChart.tsx'

interface Props {
  /** The view, or what happened during it. */
  event: SessionEvent
  events: readonly SessionEvent[]
  select: (eventId: string) => void
}

const NS_PER_MS = 1e6

/** How the page of an event performed: its vitals, and everything that ran on one time axis. */
export function PerformanceDetail({ event, events, select }: Props): JSX.Element {
  const { view_id: viewId } = event
  const waterfall = useMemo(() => toWaterfall(events, viewId), [events, viewId])
  const view = events.find(({ type, view_id: id }) => type === 'view' && id === viewId)
  return (
    <section class="performance" aria-labelledby="performance-title">
      <h3 id="performance-title">{t('performance.title')}</h3>
      {view && <Vitals view={view} />}
      {waterfall.bars.length > 0 ? (
        <WaterfallChart
          key={viewId}
          waterfall={waterfall}
          openId={event.event_id}
          loadMs={view ? toLoadMs(view) : 0}
          lines={view ? toLines(view) : []}
          select={select}
        />
      ) : (
        <p class="faint">{t('performance.none')}</p>
      )}
    </section>
  )
}

const VITAL_FIELDS = [
  'largest_contentful_paint',
  'interaction_to_next_paint',
  'cumulative_layout_shift',
  'first_contentful_paint',
  'first_byte',
] as const

function Vitals({ view }: { view: SessionEvent }): JSX.Element {
  const actions = useValueActions()
  const loading = view.attributes['loading_time']
  return (
    <dl class="vitals">
      {VITAL_FIELDS.map((field) => {
        const value = view.attributes[field]
        const name = toVitalName(field)
        const rating = typeof value === 'number' && name ? toVitalRating(name, value) : undefined
        return (
          <div key={field} class={`vital ${rating ?? ''}`}>
            <dt>{toFieldLabel(field, 'view')}</dt>
            <dd>
              <Value field={field} raw={value} actions={actions}>
                {formatValue(name === 'cls' ? 'score' : 'duration', value)}
              </Value>
              {rating && <span class="rating">{t(`performance.${rating}`)}</span>}
            </dd>
          </div>
        )
      })}
      <div class="vital">
        <dt>{toFieldLabel('loading_time', 'view')}</dt>
        <dd>
          <Value field="loading_time" raw={loading} actions={actions}>
            {formatValue('duration', loading)}
          </Value>
        </dd>
      </div>
      {view.type === 'view' && (
        <div class="vital">
          <dt>{toFieldLabel('time_spent', 'view')}</dt>
          <dd>
            <Value field="time_spent" raw={view.time_spent} actions={actions}>
              {formatDuration(view.time_spent)}
            </Value>
          </dd>
        </div>
      )}
    </dl>
  )
}

function readMs(view: SessionEvent, field: string): number {
  const value = view.attributes[field]
  return typeof value === 'number' ? value / NS_PER_MS : 0
}

const toLoadMs = (view: SessionEvent): number =>
  Math.max(
    ...['loading_time', 'load_event', 'largest_contentful_paint'].map((one) => readMs(view, one)),
  )

/** Moments of the load, as lines through the waterfall. */
function toLines(view: SessionEvent): { label: string; at: number }[] {
  return (
    [
      ['FCP', 'first_contentful_paint'],
      ['LCP', 'largest_contentful_paint'],
      ['load', 'load_event'],
    ] as const
  )
    .map(([label, field]) => ({ label, at: readMs(view, field) }))
    .filter(({ at }) => at > 0)
}
