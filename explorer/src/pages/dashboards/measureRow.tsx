import type { JSX } from 'preact'
import {
  FIELD_FUNCTIONS,
  parseMeasure,
  printMeasure,
  ROW_FUNCTIONS,
} from '../../../../protocol/measure.ts'
import { IconButton } from '../../components/button.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { listMeasureFields } from '../../models/dashboards/measureFields.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { toMeasureLabel } from './widgetTexts.ts'

interface Props {
  measure: string
  list: ListType
  change: (measure: string) => void
  remove?: (() => void) | undefined
}

/** Chooses a number: a function, and the field that it is of. */
export function MeasureRow({ measure: text, list, change, remove }: Props): JSX.Element {
  const measure = parseMeasure(text)
  const functions = FIELD_FUNCTIONS.filter((name) => listMeasureFields(name, list).length > 0)
  const key = measure?.of === 'field' ? measure.key : ''
  const choose = (name: string): void => {
    const field = functions.find((one) => one === name)
    const keys = field ? listMeasureFields(field, list) : []
    change(
      field
        ? printMeasure({
            of: 'field',
            name: field,
            key: keys.includes(key) ? key : (keys[0] ?? ''),
          })
        : name,
    )
  }
  return (
    <div class="measure-row">
      <label class="field">
        {t('widget.measure')}
        <select value={measure?.name ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          {[...ROW_FUNCTIONS, ...functions].map((name) => (
            <option key={name} value={name}>
              {t(`measure.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {measure?.of === 'field' && (
        <label class="field">
          {t('widget.field')}
          <select
            value={key}
            onChange={(event) =>
              change(printMeasure({ ...measure, key: event.currentTarget.value }))
            }
          >
            {listMeasureFields(measure.name, list).map((one) => (
              <option key={one} value={one}>
                {toFieldLabel(one, toEventType(list))}
              </option>
            ))}
          </select>
        </label>
      )}
      {remove && (
        <IconButton
          icon="close"
          label={t('widget.measure.remove', { name: toMeasureLabel(text, list) })}
          onClick={remove}
        />
      )}
    </div>
  )
}
