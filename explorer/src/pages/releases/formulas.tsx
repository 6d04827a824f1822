import type { JSX } from 'preact'
import { Popover } from '../../components/popover.tsx'
import { t } from '../../i18n/releaseMessages.ts'
import { toMeasureLabel } from './releaseTexts.ts'

const HEALTHS = ['crashed', 'abnormal', 'errored', 'healthy'] as const
const MEASURES = [
  ...(['crash_free_sessions', 'crash_free_users', 'adoption', 'errors'] as const),
  ...(['time_spent_p50', 'engaged', 'views'] as const),
]
const NOTES = ['levels', 'order', 'clear', 'fixed'] as const

/** Says how every number of the page is counted. */
export function Formulas(): JSX.Element {
  return (
    <Popover label={t('formulas.title')} icon="question" placement="bottom-end">
      {() => (
        <div class="formulas">
          <p>{t('formulas.health')}</p>
          <ul>
            {HEALTHS.map((key) => (
              <li key={key}>{t(`formulas.${key}`)}</li>
            ))}
          </ul>
          <dl>
            {MEASURES.map((key) => (
              <div key={key}>
                <dt>{toMeasureLabel(key)}</dt>
                <dd>{t(`formulas.${key}`)}</dd>
              </div>
            ))}
          </dl>
          {NOTES.map((key) => (
            <p key={key} class="faint">
              {t(`formulas.${key}`)}
            </p>
          ))}
        </div>
      )}
    </Popover>
  )
}
