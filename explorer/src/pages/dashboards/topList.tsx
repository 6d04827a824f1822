import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../../i18n/dashboardMessages.ts'
import { toValueText } from '../../i18n/valueText.ts'
import { toValueTerm } from '../../models/search/filterValue.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import { formatMeasure, toMeasureKind } from './widgetTexts.ts'

/** The groups with the largest numbers, each with a bar of its length. */
export function TopList(props: PictureProps): JSX.Element | null {
  const { widget, answer } = props
  const { measures, by, list } = widget
  if (answer.groups === undefined) {
    return null
  }
  if (answer.groups.length === 0) {
    return <p class="faint widget-none">{t('widget.none')}</p>
  }
  const kind = toMeasureKind(measures[0] ?? '', list)
  const most = Math.max(...answer.groups.map(({ totals }) => totals[0] ?? 0)) || 1
  return (
    <ol class={`top-list tone-${list}`}>
      {answer.groups.map(({ values, totals }) => {
        const text = values.map((value, index) => toValueText(by[index] ?? '', value)).join(' · ')
        const terms = by.map((key, index) => toValueTerm({ key, value: values[index] }))
        return (
          <li key={values.join('\n')}>
            <Link href={toBehindUrl(props, { terms })} class="top-row" title={text}>
              <span
                class="top-bar-fill"
                style={{ width: `${(Math.max(0, totals[0] ?? 0) / most) * 100}%` }}
                aria-hidden="true"
              />
              <span class="top-name">{text}</span>
              <span class="top-value">{formatMeasure(totals[0], kind)}</span>
            </Link>
          </li>
        )
      })}
    </ol>
  )
}
