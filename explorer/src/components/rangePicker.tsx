import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { formatSpan } from '../i18n/format.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/messages.ts'
import type { Range } from '../models/time/range.ts'
import { isRelative, toShifted, toZoomOut } from '../models/time/range.ts'
import type { TimeSpan } from '../models/time/timeSpan.ts'
import { IconButton } from './button.tsx'
import { lazyPart } from './lazyPart.tsx'
import { Popover } from './popover.tsx'
import type { RangeFormProps } from './rangeForm.tsx'

const RangeForm = lazyPart(async () => (await import('./rangeForm.tsx')).RangeForm)

/** Time range of all lists: until now, or between two times; with arrows to the neighbouring ranges. */
export function RangePicker(props: Omit<RangeFormProps, 'toSpanText'>): JSX.Element {
  const { range, choose } = props
  return (
    <div class="range-tools">
      <IconButton
        icon="back"
        label={t('time.earlier')}
        onClick={() => choose(toShifted(range, Date.now(), -1))}
      />
      <Popover label={t('time.label')} icon="time" text={toRangeText(range)}>
        {(close) => (
          <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
            <RangeForm
              {...props}
              toSpanText={toSpanText}
              choose={(next) => {
                close()
                choose(next)
              }}
            />
          </Suspense>
        )}
      </Popover>
      <IconButton
        icon="forward"
        label={t('time.later')}
        onClick={() => choose(toShifted(range, Date.now(), 1))}
      />
      <IconButton
        icon="zoomOut"
        label={t('time.zoomOut')}
        onClick={() => choose(toZoomOut(range, Date.now()))}
      />
    </div>
  )
}

export function toRangeText(range: Range): string {
  return isRelative(range) ? toSpanText(range.last) : formatSpan(range.from, range.to)
}

function toSpanText({ count, unit }: TimeSpan): string {
  return t(`time.last.${unit}` satisfies MessageKey, { count })
}
