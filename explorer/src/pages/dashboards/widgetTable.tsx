import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { toValueText } from '../../i18n/valueText.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { toValueTerm } from '../../models/search/filterValue.ts'
import { toVitalName, toVitalRating } from '../../models/vitals.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import { formatMeasure, toMeasureKind, toMeasureLabel, toWidgetTitle } from './widgetTexts.ts'

/** Groups with several numbers each. */
export function WidgetTable(props: PictureProps): JSX.Element | null {
  const { widget, answer } = props
  const { measures, by, list } = widget
  if (answer.groups === undefined) {
    return null
  }
  if (answer.groups.length === 0) {
    return <p class="faint widget-none">{t('widget.none')}</p>
  }
  const type = toEventType(list)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus
    <div class="table-scroll" tabIndex={0}>
      <table class="widget-table" aria-label={toWidgetTitle(widget)}>
        <thead>
          <tr>
            {by.map((key) => (
              <th key={key} scope="col">
                {toFieldLabel(key, type)}
              </th>
            ))}
            {measures.map((measure) => (
              <th key={measure} scope="col" class="number">
                {toMeasureLabel(measure, list, widget.part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.groups.map(({ values, totals }) => {
            const terms = by.map((key, index) => toValueTerm({ key, value: values[index] }))
            return (
              <tr key={values.join('\n')}>
                {values.map((value, index) => (
                  <td key={by[index]} class="name" title={toValueText(by[index] ?? '', value)}>
                    {index === 0 ? (
                      <Link href={toBehindUrl(props, { terms })}>
                        {toValueText(by[index] ?? '', value)}
                      </Link>
                    ) : (
                      toValueText(by[index] ?? '', value)
                    )}
                  </td>
                ))}
                {measures.map((measure, index) => (
                  <td key={measure} class={`number ${toLook(measure, totals[index])}`}>
                    {formatMeasure(totals[index], toMeasureKind(measure, list))}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A percentile of a vital is coloured by the thresholds of web.dev. */
function toLook(measure: string, value: number | null | undefined): string {
  const [, key = ''] = /^p\d+\((\w+)\)$/.exec(measure) ?? []
  const name = toVitalName(key)
  return name === undefined || value === null || value === undefined
    ? ''
    : `rated-${toVitalRating(name, value)}`
}
