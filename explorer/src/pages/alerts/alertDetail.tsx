import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import type { Alert, AlertDetail } from '../../../../protocol/alerts.ts'
import { createAlert, fetchAlert, replaceAlert } from '../../api/alerts.ts'
import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copyButton.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/alertMessages.ts'
import type { AlertForm } from '../../models/alerts/alertDraft.ts'
import { findProblems, toDraft, toForm, toNewForm } from '../../models/alerts/alertDraft.ts'
import { toRowsPath } from '../../models/alerts/alertRows.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { AlertActions } from './alertActions.tsx'
import { AlertFields } from './alertForm.tsx'
import { AlertHistory } from './alertHistory.tsx'
import { AlertPreviewPanel } from './alertPreview.tsx'
import { AlertState } from './alertState.tsx'
import { formatMeasured, toSentence, toShownState } from './alertText.ts'

const EVERY_MS = 15_000

/** The form of a rule that is not stored yet, filled in from the address. */
export function NewAlertPage({
  search,
  mayChange,
}: {
  search: string
  mayChange: boolean
}): JSX.Element {
  const [initial] = useState(() => toNewForm(new URLSearchParams(search)))
  const [created, setCreated] = useState<{ id: string; secret: string }>()
  return (
    <div class="page alerts-page">
      <BackLink />
      <h1 tabIndex={-1}>{t('alerts.new')}</h1>
      {!mayChange && <p class="message forbidden">{t('alerts.mayNot')}</p>}
      {created ? (
        <>
          <Secret secret={created.secret} />
          <Link href={`/alerts/${created.id}`} class="button primary alerts-next">
            {t('alerts.rule')}
            <Icon name="forward" />
          </Link>
        </>
      ) : (
        mayChange && (
          <Editor
            initial={initial}
            submitLabel={t('alerts.form.create')}
            submit={async (form) => {
              const { alert, secret } = await createAlert(toDraft(form))
              forgetAnswer('alerts')
              if (alert.webhook === '') {
                navigate(`/alerts/${alert.id}`) // nothing is signed: there is no secret to keep
              } else {
                setCreated({ id: alert.id, secret })
              }
            }}
          />
        )
      )}
    </div>
  )
}

/** One alert: its state, its rule, how it would have been, what it reported. */
export function AlertDetailPage({
  id,
  mayChange,
}: {
  id: string
  mayChange: boolean
}): JSX.Element {
  const load = useQuery(`alert ${id}`, (abort) => fetchAlert(id, abort), { everyMs: EVERY_MS })
  return (
    <div class="page alerts-page">
      <BackLink />
      <ProblemBox load={load} />
      {!load.data && load.isLoading && (
        <p role="status" data-busy="true">
          {t('alerts.loading')}
        </p>
      )}
      {load.data && <Loaded detail={load.data} mayChange={mayChange} />}
    </div>
  )
}

function Loaded({ detail, mayChange }: { detail: AlertDetail; mayChange: boolean }): JSX.Element {
  const { alert, changes } = detail
  const [secret, setSecret] = useState<string>()
  return (
    <>
      <header class="alerts-bar">
        <h1 tabIndex={-1}>{toVisibleText(alert.name)}</h1>
        <AlertState state={toShownState(alert)} />
        <Facts alert={alert} />
      </header>
      {alert.problem && <p class="message problem">{alert.problem}</p>}
      {mayChange && <AlertActions alert={alert} onSecret={setSecret} />}
      {secret && <Secret secret={secret} />}
      {mayChange ? (
        <Editor
          key={alert.updated_at}
          initial={toForm(alert)}
          submitLabel={t('alerts.form.save')}
          submit={async (form) => {
            await replaceAlert(alert.id, toDraft(form))
            forgetAnswer('alerts')
            forgetAnswer(`alert ${alert.id}`)
          }}
        />
      ) : (
        <>
          <p class="faint">{t('alerts.mayNot')}</p>
          <AlertPreviewPanel form={toForm(alert)} />
        </>
      )}
      <AlertHistory alert={alert} changes={changes} />
    </>
  )
}

function Facts({ alert }: { alert: Alert }): JSX.Element {
  return (
    <p class="alert-facts">
      <span class="strong">{formatMeasured(alert, alert.value ?? null)}</span>
      <span class="faint">{toSentence(alert)}</span>
      {alert.checked_at !== undefined && (
        <Link href={toRowsPath(alert, toWindowEnd(alert.checked_at))}>{t('alerts.rows')}</Link>
      )}
    </p>
  )
}

/** Windows end at a whole minute, one minute before the check. */
function toWindowEnd(checkedAt: number): number {
  return Math.floor((checkedAt - 60_000) / 60_000) * 60_000
}

interface EditorProps {
  initial: AlertForm
  submitLabel: string
  submit: (form: AlertForm) => Promise<void>
}

type Phase = { kind: 'idle' | 'busy' | 'saved' } | { kind: 'failed'; problem: Problem }

/** The form beside its preview. Problems are marked once it was sent, and a threshold's at once. */
function Editor({ initial, submitLabel, submit }: EditorProps): JSX.Element {
  const [form, setForm] = useState(initial)
  const [isSent, setSent] = useState(false)
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' })
  const problems = findProblems(form)
  const { name, ...others } = problems
  async function send(element: HTMLFormElement): Promise<void> {
    setSent(true)
    const [first] = Object.keys(problems)
    if (first !== undefined) {
      element.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
      return
    }
    setPhase({ kind: 'busy' })
    try {
      await submit(form)
      setPhase({ kind: 'saved' })
    } catch (error) {
      setPhase({ kind: 'failed', problem: toProblem(error) })
    }
  }
  return (
    <div class="alert-editor">
      <form
        class="alert-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send(event.currentTarget)
        }}
      >
        <AlertFields
          form={form}
          problems={isSent ? problems : others}
          change={(part) => {
            setForm((before) => ({ ...before, ...part }))
            setPhase({ kind: 'idle' })
          }}
        />
        {phase.kind === 'failed' && (
          <p class="message problem" role="alert">
            {phase.problem.detail}
          </p>
        )}
        <p class="alert-submit">
          <Button look="primary" type="submit" isBusy={phase.kind === 'busy'}>
            {submitLabel}
          </Button>
          <span role="status">{phase.kind === 'saved' && t('alerts.form.saved')}</span>
        </p>
      </form>
      <AlertPreviewPanel form={form} />
    </div>
  )
}

function Secret({ secret }: { secret: string }): JSX.Element {
  return (
    <div class="message" role="status">
      <p>{t('alerts.secretOnce')}</p>
      <code class="alert-secret">{secret}</code>
      <CopyButton text={secret} label={t('alerts.copySecret')} />
    </div>
  )
}

function BackLink(): JSX.Element {
  return (
    <nav class="page-bar" aria-label={t('nav.alerts')}>
      <Link href="/alerts" class="back-link">
        <Icon name="back" />
        {t('alerts.back')}
      </Link>
    </nav>
  )
}
