import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { Popover } from '../../components/popover.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/dashboardMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import { BUILT_IN_IDS } from '../../models/dashboards/builtIn.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import type { ListedDashboard } from '../../models/dashboards/dashboardDocument.ts'
import { parseFile } from '../../models/dashboards/dashboardDocument.ts'
import { toDashboardUrl } from '../../models/dashboards/dashboardUrl.ts'
import { toDashboardState } from '../../models/dashboards/nextDashboard.ts'
import type { Load } from '../../queries/load.ts'
import { NameForm } from '../explorer/nameForm.tsx'
import type { Explorer } from '../explorer/useExplorer.ts'
import { storeNew, toOwnApp, toRights } from './dashboardCommands.ts'
import { DashboardMenu } from './dashboardMenu.tsx'
import { deletedDashboard, isUnsaved, keepDraft } from './drafts.ts'
import { toBindingText } from './widgetTexts.ts'

interface Props {
  explorer: Explorer
  access: AccessModel
  builtIn: readonly Dashboard[]
  stored: readonly ListedDashboard[]
  load: Load<unknown>
}

/** All dashboards: the built-in ones, then the team's. */
export function DashboardList({ explorer, access, builtIn, stored, load }: Props): JSX.Element {
  useEffect(() => {
    document.title = `${t('nav.dashboards')} · ${t('app.title')}`
  })
  const rights = toRights(access)
  const canMake = rights.canShare || rights.canKeepPrivate
  const appId = toOwnApp(access, explorer.state.appId)
  return (
    <div class="page dashboards-page">
      <header class="dashboards-head">
        <h1 tabIndex={-1}>{t('nav.dashboards')}</h1>
        {canMake && (
          <span class="dashboard-tools">
            <NewDashboard appId={appId} isPrivate={!rights.canShare} />
            <ImportButton appId={appId} isPrivate={!rights.canShare} />
          </span>
        )}
      </header>
      <Deleted />
      <section aria-labelledby="built-in">
        <h2 id="built-in" class="section-title">
          {t('dash.list.builtIn')}
        </h2>
        <ul class="dashboard-cards">
          {builtIn.map((dashboard, index) => (
            <Card key={dashboard.id} dashboard={dashboard} explorer={explorer} access={access}>
              {t(`dash.builtIn.${BUILT_IN_IDS[index] ?? 'overview'}.about`)}
            </Card>
          ))}
        </ul>
      </section>
      <section aria-labelledby="own">
        <h2 id="own" class="section-title">
          {t('dash.list.own')}
        </h2>
        <ProblemBox load={load} />
        {load.data === undefined && load.isLoading && (
          <p role="status" data-busy="true">
            {t('dash.list.loading')}
          </p>
        )}
        {load.data !== undefined && stored.length === 0 && (
          <EmptyState
            icon="columns"
            title={t('dash.list.none')}
            hint={canMake ? t('dash.list.noneHint') : t('dash.readOnlyNoCopy')}
          />
        )}
        <ul class="dashboard-cards">
          {stored.map((dashboard) => (
            <Card key={dashboard.id} dashboard={dashboard} explorer={explorer} access={access} />
          ))}
        </ul>
      </section>
    </div>
  )
}

interface CardProps {
  dashboard: ListedDashboard
  explorer: Explorer
  access: AccessModel
  children?: string
}

function Card({ dashboard, explorer, access, children }: CardProps): JSX.Element {
  const { id, name, bindings, isPrivate } = dashboard
  return (
    <li class="dashboard-card">
      <h3>
        <Link href={toDashboardUrl(id, { state: { ...explorer.state, query: '' } })}>
          {toVisibleText(name)}
        </Link>
      </h3>
      {children && <p class="faint">{children}</p>}
      {'problem' in dashboard ? (
        <p class="warn">{t(`dash.problem.${dashboard.problem}`)}</p>
      ) : (
        <p class="card-facts faint">
          <span>{t('dash.list.widgets', { count: dashboard.widgets.length })}</span>
          {isPrivate && <span>{t('dash.list.private')}</span>}
          {bindings.map((binding) => (
            <span key={`${binding.key}:${binding.value}`}>
              {t('dash.list.boundTo', { binding: toVisibleText(toBindingText(binding)) })}
            </span>
          ))}
          {isUnsaved(id) && <span class="warn">{t('dash.list.unsaved')}</span>}
        </p>
      )}
      {!('problem' in dashboard) && (
        <span class="card-menu">
          <DashboardMenu access={access} dashboard={dashboard} scope={explorer.state} />
        </span>
      )}
    </li>
  )
}

interface NewProps {
  appId: string
  isPrivate: boolean
}

/** Stores a new dashboard and opens it to be edited. */
async function begin(
  parts: Pick<Dashboard, 'name' | 'bindings' | 'variables' | 'widgets'>,
  own: NewProps,
): Promise<void> {
  const dashboard = await storeNew({ ...parts, ...own })
  keepDraft(dashboard.id, { ...toDashboardState(dashboard), isEditing: true })
  navigate(`/dashboards/${encodeURIComponent(dashboard.id)}`)
}

function NewDashboard(own: NewProps): JSX.Element {
  return (
    <Popover label={t('dash.list.new')} icon="add">
      {() => (
        <NameForm
          label={t('dash.name')}
          submitLabel={t('dash.create')}
          submit={(name) => begin({ name, bindings: [], variables: [], widgets: [] }, own)}
        />
      )}
    </Popover>
  )
}

function ImportButton(own: NewProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string>()
  const take = async (file: File | undefined): Promise<void> => {
    setProblem(undefined)
    if (file === undefined) {
      return
    }
    const parsed = parseFile(await file.text())
    if ('problem' in parsed) {
      const key = parsed.problem === 'newer' ? 'fileNewer' : parsed.problem
      setProblem(t(`dash.problem.${key}`))
      return
    }
    await begin(parsed, own).catch((error: Error) => setProblem(error.message))
  }
  return (
    <>
      <Button icon="download" onClick={() => input.current?.click()}>
        {t('dash.list.import')}
      </Button>
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label={t('dash.list.import')}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = '' // the same file can be chosen again
        }}
      />
      {problem && (
        <p class="field-problem import-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

/** Offers to bring the dashboard back that was deleted last. */
function Deleted(): JSX.Element | null {
  const [problem, setProblem] = useState<string>()
  const deleted = deletedDashboard.value
  if (deleted === undefined) {
    return null
  }
  const restore = async (): Promise<void> => {
    await storeNew(deleted)
    deletedDashboard.value = undefined
  }
  return (
    <p class="message quiet compact" role="status">
      {t('dash.list.deleted', { name: deleted.name })}
      <Button onClick={() => void restore().catch((error: Error) => setProblem(error.message))}>
        {t('dash.list.undo')}
      </Button>
      {problem && <span class="field-problem">{problem}</span>}
    </p>
  )
}
