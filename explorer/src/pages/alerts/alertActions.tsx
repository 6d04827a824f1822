import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { navigate } from 'wouter-preact/use-browser-location'
import type { Alert, AlertTest } from '../../../../protocol/alerts.ts'
import { deleteAlert, renewSecret, testAlert } from '../../api/alerts.ts'
import { toProblem } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/alertMessages.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'

type Result = { test: AlertTest } | { problem: string }

interface Props {
  alert: Alert
  onSecret: (secret: string) => void
}

/** Tests the webhook, renews its secret, deletes the alert. */
export function AlertActions({ alert, onSecret }: Props): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const [result, setResult] = useState<Result>()
  async function run(task: () => Promise<void>): Promise<void> {
    setBusy(true)
    setResult(undefined)
    try {
      await task()
    } catch (error) {
      setResult({ problem: toProblem(error).detail })
    }
    setBusy(false)
  }
  const remove = () =>
    run(async () => {
      await deleteAlert(alert.id)
      forgetAnswer('alerts')
      navigate('/alerts')
    })
  return (
    <div class="alert-actions">
      {alert.webhook !== '' && (
        <>
          <Button
            icon="live"
            isBusy={isBusy}
            onClick={() => void run(async () => setResult({ test: await testAlert(alert.id) }))}
          >
            {t('alerts.test')}
          </Button>
          <Button
            icon="refresh"
            isBusy={isBusy}
            onClick={() => void run(async () => onSecret((await renewSecret(alert.id)).secret))}
          >
            {t('alerts.secret')}
          </Button>
        </>
      )}
      <Button icon="close" isBusy={isBusy} onClick={() => setDeleting(true)}>
        {t('alerts.delete')}
      </Button>
      <span role="status">{result && <Outcome result={result} />}</span>
      <Dialog
        title={t('alerts.deleteOf', { name: toVisibleText(alert.name) })}
        isOpen={isDeleting}
        close={() => setDeleting(false)}
      >
        <p>{t('alerts.deleteHint')}</p>
        <p class="alert-submit">
          <Button onClick={() => setDeleting(false)}>{t('common.cancel')}</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void remove()}>
            {t('alerts.delete')}
          </Button>
        </p>
      </Dialog>
    </div>
  )
}

function Outcome({ result }: { result: Result }): JSX.Element {
  if ('problem' in result) {
    return <span class="alarm">{result.problem}</span>
  }
  const { is_delivered: isDelivered, status = 0, ms, problem = '' } = result.test
  return isDelivered ? (
    <span class="good">{t('alerts.test.done', { status, ms })}</span>
  ) : (
    <span class="alarm">{t('alerts.test.failed', { ms, problem })}</span>
  )
}
