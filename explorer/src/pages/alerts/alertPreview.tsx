import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { AlertRule } from '../../../../protocol/alerts.ts'
import { fetchPreview } from '../../api/alerts.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { t } from '../../i18n/alertMessages.ts'
import type { AlertForm } from '../../models/alerts/alertDraft.ts'
import { findProblems, toDraft } from '../../models/alerts/alertDraft.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { AlertChart } from './alertChart.tsx'

/** Time without a key press after which a changed form is measured. */
const PAUSE_MS = 400
const DAY_MS = 86_400_000

/** How the rule of the form would have been: how often it would have fired. */
export function AlertPreviewPanel({ form }: { form: AlertForm }): JSX.Element {
  const { name: _, ...problems } = findProblems(form) // a name is not needed to measure
  const isComplete = Object.keys(problems).length === 0
  const draft = { ...toDraft(form), name: 'preview', webhook: '', is_enabled: true } as AlertRule
  const settled = useSettled(isComplete ? JSON.stringify(draft) : undefined)
  const load = useQuery(settled && `alert preview ${settled}`, () =>
    fetchPreview(JSON.parse(settled ?? '{}')),
  )
  const shown = load.shownKey?.slice('alert preview '.length)
  const rule = shown === undefined ? undefined : (JSON.parse(shown) as AlertRule)
  return (
    <section class="alert-panel" aria-labelledby="alert-preview" aria-busy={load.isLoading}>
      <h2 id="alert-preview">{t('alerts.preview')}</h2>
      <ProblemBox load={load} isCompact />
      {!isComplete && <p class="faint">{t('alerts.preview.wait')}</p>}
      {load.data && rule ? (
        <>
          <p role="status">{toSummary(load.data)}</p>
          <AlertChart rule={rule} preview={load.data} />
        </>
      ) : (
        load.isLoading && (
          <p role="status" data-busy="true">
            {t('alerts.preview.loading')}
          </p>
        )
      )}
    </section>
  )
}

function toSummary({ points, step, firing }: Awaited<ReturnType<typeof fetchPreview>>): string {
  const days = Math.round(((points.length * step) / DAY_MS) * 10) / 10
  return firing.length === 0
    ? t('alerts.preview.calm', { days })
    : t('alerts.preview.fired', { count: firing.length, days })
}

/** A value after it has not changed for a while. */
function useSettled(value: string | undefined): string | undefined {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
