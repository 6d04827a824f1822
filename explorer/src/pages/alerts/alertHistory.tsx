import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Alert, AlertChange } from '../../../../protocol/alerts.ts'
import { t } from '../../i18n/alertMessages.ts'
import { formatTime } from '../../i18n/format.ts'
import { toRowsPath } from '../../models/alerts/alertRows.ts'
import { AlertState } from './alertState.tsx'
import { formatMeasured } from './alertText.ts'

/** Changes of the state, each with its value, its message and the rows behind it. */
export function AlertHistory({
  alert,
  changes,
}: {
  alert: Alert
  changes: readonly AlertChange[]
}): JSX.Element {
  return (
    <div class="alert-panel">
      <h2 id="alert-history">{t('alerts.history')}</h2>
      {changes.length === 0 && <p class="faint">{t('alerts.noHistory')}</p>}
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section class="related-table" aria-labelledby="alert-history" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('alerts.time')}</th>
                <th scope="col">{t('alerts.change')}</th>
                <th scope="col" class="number">
                  {t('alerts.value')}
                </th>
                <th scope="col">{t('alerts.delivery')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.id}>
                  <td>
                    <Link href={toRowsPath(alert, change.time)}>{formatTime(change.time)}</Link>
                  </td>
                  <td>
                    <AlertState state={change.to} />
                    {change.reason && (
                      <span class="faint">{t(`alerts.reason.${change.reason}`)}</span>
                    )}
                  </td>
                  <td class="number">{formatMeasured(alert, change.value)}</td>
                  <td title={change.delivery.problem}>
                    {t(`alerts.delivery.${change.delivery.state}`, {
                      count: change.delivery.attempts,
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
