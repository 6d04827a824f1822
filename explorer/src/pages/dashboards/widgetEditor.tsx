import type { JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { VITAL_KEYS } from '../../../../protocol/vitalThresholds.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { toKindChange, toListChange } from '../../models/dashboards/changeWidget.ts'
import type { Widget, WidgetKind } from '../../models/dashboards/dashboard.ts'
import { DASHBOARD_LIMITS, WIDGET_KINDS } from '../../models/dashboards/dashboard.ts'
import { listNumberFields } from '../../models/dashboards/measureFields.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import { LIST_TYPES, toEventType } from '../../models/explorer/listType.ts'
import { FieldInput } from './fieldInput.tsx'
import { MeasureRow } from './measureRow.tsx'
import { toWidgetTitle } from './widgetTexts.ts'

interface Props {
  widget: Widget
  change: (change: Partial<Omit<Widget, 'id' | 'place'>>) => void
  close: () => void
}

/** Settings of one widget, beside the grid: each change is seen in it at once. */
export function WidgetEditor({ widget, change, close }: Props): JSX.Element {
  const titleId = useId()
  const first = useRef<HTMLSelectElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { kind, list } = widget
  return (
    <aside
      class="widget-editor"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          close()
        }
      }}
    >
      <header class="widget-bar">
        <h2 id={titleId} class="widget-title">
          {t('widget.edit', { name: toWidgetTitle(widget) })}
        </h2>
        <IconButton icon="close" label={t('common.close')} onClick={close} />
      </header>
      <div class="editor-fields">
        <label class="field">
          {t('widget.kind')}
          <select
            ref={first}
            value={kind}
            onChange={(event) =>
              change(toKindChange(widget, event.currentTarget.value as WidgetKind))
            }
          >
            {WIDGET_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`widget.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {kind !== 'vital' && (
          <label class="field">
            {t('widget.list')}
            <select
              value={list}
              onChange={(event) =>
                change(toListChange(widget, event.currentTarget.value as ListType))
              }
            >
              {LIST_TYPES.map((one) => (
                <option key={one} value={one}>
                  {t(`nav.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Numbers widget={widget} change={change} />
        {kind !== 'vital' && kind !== 'distribution' && kind !== 'value' && (
          <Groups widget={widget} change={change} />
        )}
        <TextField
          label={t('widget.query')}
          value={widget.query}
          change={(query) => change({ query })}
        />
        <TextField
          label={t('widget.title')}
          value={widget.title}
          placeholder={toWidgetTitle({ ...widget, title: '' })}
          change={(title) => change({ title: title.slice(0, 200) })}
        />
      </div>
      <Button look="primary" onClick={close}>
        {t('widget.done')}
      </Button>
    </aside>
  )
}

type Changing = Pick<Props, 'widget' | 'change'>

function Numbers({ widget, change }: Changing): JSX.Element {
  const { kind, list, measures } = widget
  const [key = ''] = measures
  if (kind === 'vital' || kind === 'distribution') {
    const keys = kind === 'vital' ? VITAL_KEYS : listNumberFields(list)
    return (
      <label class="field">
        {t('widget.field')}
        <select value={key} onChange={(event) => change({ measures: [event.currentTarget.value] })}>
          {keys.map((one) => (
            <option key={one} value={one}>
              {toFieldLabel(one, toEventType(list))}
            </option>
          ))}
        </select>
      </label>
    )
  }
  const hasSeveral = kind === 'table' || (kind === 'timeSeries' && widget.by.length === 0)
  const set = (index: number, measure: string | undefined): void => {
    const next = measures.flatMap((one, place) => (place === index ? (measure ?? []) : one))
    change({ measures: [...new Set(next)] })
  }
  return (
    <fieldset class="editor-group">
      <legend class="visually-hidden">{t('widget.measures')}</legend>
      {measures.slice(0, hasSeveral ? undefined : 1).map((measure, index) => (
        <MeasureRow
          key={`${index} ${list}`}
          measure={measure}
          list={list}
          change={(next) => set(index, next)}
          remove={measures.length > 1 && hasSeveral ? () => set(index, undefined) : undefined}
        />
      ))}
      {hasSeveral && measures.length < DASHBOARD_LIMITS.measures && (
        <Button look="quiet" icon="add" onClick={() => change({ measures: addMeasure(measures) })}>
          {t('widget.measure.add')}
        </Button>
      )}
      {measures.some((one) => one === 'share' || one === 'part') && (
        <TextField
          label={t('widget.part')}
          value={widget.part}
          change={(part) => change({ part })}
        />
      )}
    </fieldset>
  )
}

function addMeasure(measures: readonly string[]): readonly string[] {
  const next = ['count', 'users', 'sessions', 'share'].find((one) => !measures.includes(one))
  return next === undefined ? measures : [...measures, next]
}

function Groups({ widget, change }: Changing): JSX.Element {
  const { kind, list, by, limit } = widget
  const most = kind === 'table' ? DASHBOARD_LIMITS.keys : 1
  const set = (index: number, key: string): void => {
    const next = [...by.slice(0, index), key, ...by.slice(index + 1)].filter((one) => one !== '')
    // Groups over time have one number each.
    const measures =
      kind === 'timeSeries' && next.length > 0 ? widget.measures.slice(0, 1) : widget.measures
    change({ by: [...new Set(next)], measures })
  }
  return (
    <fieldset class="editor-group">
      <legend class="visually-hidden">{t('widget.by')}</legend>
      {[...by, ''].slice(0, most).map((key, index) => (
        <FieldInput
          key={`${index} ${key} ${list}`}
          label={t(index === 0 ? 'widget.by' : 'widget.by.add')}
          value={key}
          list={list}
          isRequired={false}
          change={(next) => set(index, next)}
        />
      ))}
      {by.length > 0 && (
        <label class="field">
          {t('widget.limit')}
          <input
            type="number"
            min={1}
            max={kind === 'timeSeries' ? 12 : 100}
            value={limit}
            onChange={(event) =>
              change({ limit: Math.min(Math.max(1, event.currentTarget.valueAsNumber || 10), 100) })
            }
          />
        </label>
      )}
    </fieldset>
  )
}

interface TextFieldProps {
  label: string
  value: string
  placeholder?: string
  change: (text: string) => void
}

/** Changes when it is left or on Enter: half a search would be asked for at each key. */
function TextField({ label, value, placeholder = '', change }: TextFieldProps): JSX.Element {
  return (
    <label class="field">
      {label}
      <input
        defaultValue={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onChange={(event) => change(event.currentTarget.value.trim())}
      />
    </label>
  )
}
