import type { JSX } from 'preact'
import { BarChart } from '../../components/charts/barChart.tsx'
import type { DistributionBar } from '../../components/distribution.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { formatCount } from '../../i18n/format.ts'
import { toVitalName, toVitalRating } from '../../models/vitals.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import { formatMeasure, formatShortly, toNumberKind, toWidgetTitle } from './widgetTexts.ts'

/** How often each range of values of a number field occurs. */
export function DistributionWidget(props: PictureProps): JSX.Element | null {
  const { widget, answer, open } = props
  const [key = ''] = widget.measures
  if (answer.bars === undefined) {
    return null
  }
  if (answer.bars.length === 0) {
    return <p class="faint widget-none">{t('widget.none')}</p>
  }
  const kind = toNumberKind(key, widget.list)
  const vital = toVitalName(key)
  const toLook = ({ from }: DistributionBar): string =>
    vital === undefined ? `tone-${widget.list}` : `rated-${toVitalRating(vital, from)}`
  return (
    <BarChart
      label={t('widget.bars', { name: toWidgetTitle(widget) })}
      bars={answer.bars}
      toLook={toLook}
      formatEdge={(value) => formatShortly(value, kind)}
      formatBars={(from, to, count) =>
        `${formatMeasure(from, kind)} – ${formatMeasure(to, kind)}: ${formatCount(count)}`
      }
      choose={(from, to) => open(toBehindUrl(props, { terms: [`${key}:[${from} TO ${to}}`] }))}
    />
  )
}
