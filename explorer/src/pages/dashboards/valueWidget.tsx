import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { TrendLine } from '../../components/charts/trendLine.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { formatShare } from '../../i18n/format.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import { formatMeasure, formatShortly, toMeasureKind } from './widgetTexts.ts'

/** One number, against the period before, with its trend. */
export function ValueWidget(props: PictureProps): JSX.Element | null {
  const { widget, answer } = props
  const [group] = answer.groups ?? []
  if (group === undefined) {
    return null
  }
  const kind = toMeasureKind(widget.measures[0] ?? '', widget.list)
  const [now = null] = group.totals
  const [before = null] = group.before ?? []
  const values = (group.buckets ?? []).map((bucket) => bucket.values[0] ?? null)
  return (
    <div class="value-widget">
      <Link href={toBehindUrl(props)} class="big-value" title={formatMeasure(now, kind)}>
        {now === null
          ? '–'
          : kind === 'share'
            ? formatMeasure(now, kind)
            : formatShortly(now, kind)}
      </Link>
      <Change
        now={now}
        before={before}
        beforeText={formatMeasure(before, kind)}
        isShare={kind === 'share'}
      />
      <TrendLine values={values} tone={`tone-${widget.list}`} />
    </div>
  )
}

interface ChangeProps {
  now: number | null
  before: number | null
  beforeText: string
  isShare: boolean
}

/** A share changes by points and any other number by a share of what it was. */
function Change({ now, before, beforeText, isShare }: ChangeProps): JSX.Element {
  if (now === null || before === null || (before === 0 && !isShare)) {
    return <p class="change faint">{t('widget.noBefore')}</p>
  }
  const change = isShare ? now - before : (now - before) / before
  const text = formatShare(Math.abs(change))
  const isSame = Math.abs(change) < 0.0005
  return (
    <p class="change">
      <span class="change-by">
        {isSame ? (
          t('widget.same')
        ) : (
          <>
            <span aria-hidden="true">{`${change > 0 ? '▲' : '▼'} ${text}`}</span>
            <span class="visually-hidden">
              {t(change > 0 ? 'widget.more.share' : 'widget.less.share', { share: text })}
            </span>
          </>
        )}
      </span>
      <span class="faint">{t('widget.before', { value: beforeText })}</span>
    </p>
  )
}
