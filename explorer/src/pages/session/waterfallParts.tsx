import type { JSX } from 'preact'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { Bar, TimeWindow } from '../../models/session/waterfall.ts'
import { toPhases } from '../../models/session/waterfall.ts'
import type { Line } from './waterfallRows.tsx'

const TICKS = 5
const NS_PER_MS = 1e6

/** Place of a time on the axis, in percent. */
export const toShare = (time: number, { from, to }: TimeWindow): number =>
  ((time - from) / (to - from || 1)) * 100

export const isIn = (time: number, { from, to }: TimeWindow): boolean => from <= time && time <= to

export function WaterfallAxis({
  window,
  lines,
}: {
  window: TimeWindow
  lines: readonly Line[]
}): JSX.Element {
  const { from, to } = window
  return (
    <div class="waterfall-axis" aria-hidden="true">
      {Array.from({ length: TICKS }, (_, index) => (
        <span key={index} class="waterfall-tick" style={{ left: `${(index * 100) / TICKS}%` }}>
          {formatDuration((from + ((to - from) * index) / TICKS) * NS_PER_MS)}
        </span>
      ))}
      {lines
        .filter(({ at }) => isIn(at, window))
        .map(({ label, at }) => (
          <span key={label} class="waterfall-moment" style={{ left: `${toShare(at, window)}%` }}>
            {label}
          </span>
        ))}
    </div>
  )
}

/** Describes a bar: its phases and what is special about it. */
export function BarText({ bar }: { bar: Bar | undefined }): JSX.Element {
  return (
    <p class="waterfall-text" role="status">
      {bar && (
        <>
          <b>{toVisibleText(bar.label.slice(0, 200)) || t(`type.${bar.event.type}`)}</b>
          {` ${formatDuration((bar.to - bar.from) * NS_PER_MS)}`}
          {bar.isBlocking && <span class="waterfall-flag">{t('performance.blocking')}</span>}
          {bar.isCached && <span class="waterfall-flag">{t('performance.cached')}</span>}
          {bar.isFailed && <span class="waterfall-flag failure">{t('performance.failed')}</span>}
          {toPhases(bar).map(({ name, from, to }) => (
            <span key={name} class={`waterfall-phase ${name}`}>
              {`${t(`performance.phase.${name}`)} ${formatDuration((to - from) * NS_PER_MS)}`}
            </span>
          ))}
          {bar.event.type === 'long_task' && <Scripts bar={bar} />}
        </>
      )}
    </p>
  )
}

const MOST_SCRIPTS = 5

function Scripts({ bar }: { bar: Bar }): JSX.Element {
  return (
    <>
      {readScripts(bar.event.attributes['scripts'])
        .slice(0, MOST_SCRIPTS)
        .map(({ name, duration }, index) => (
          <span key={index} class="waterfall-phase script">
            {`${toVisibleText(name)} ${formatDuration(duration)}`}
          </span>
        ))}
    </>
  )
}

/** Reads the scripts of a long animation frame, as the SDK writes them. */
function readScripts(value: unknown): { name: string; duration: number }[] {
  try {
    const scripts: unknown = JSON.parse(String(value))
    return Array.isArray(scripts)
      ? scripts.map((script: Record<string, unknown>) => ({
          name: [script['source_function_name'], script['source_url'] || script['invoker']]
            .filter((part) => typeof part === 'string' && part !== '')
            .join(' · '),
          duration: Number(script['duration']) || 0,
        }))
      : []
  } catch {
    return [] // absent, cut or not JSON
  }
}
