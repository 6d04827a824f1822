import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Application, ApplicationList } from '../../../../protocol/applications.ts'
import { decideOthers, fetchApplications, fetchSeenApplications } from '../../api/settings.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { FrameTable } from '../../components/frameTable.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/settingsMessages.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { ApplicationPage } from './applicationPage.tsx'
import { toApplicationPath } from './applicationPath.ts'
import { ConfirmButton } from './confirmButton.tsx'
import { NewApplication } from './newApplication.tsx'
import { APPLICATIONS_KEY, SEEN_KEY } from './settingsKeys.ts'

/** All applications, one, or the form of a new one: the address says which. */
export function ApplicationsSection({ search }: { search: string }): JSX.Element {
  const load = useQuery(APPLICATIONS_KEY, fetchApplications)
  const list = load.data
  const parameters = new URLSearchParams(search)
  const app = parameters.get('app')
  const isNew = parameters.has('new')
  if (!list) {
    return (
      <>
        <ProblemBox load={load} />
        {load.isLoading && (
          <p role="status" data-busy="true">
            {t('settings.loading')}
          </p>
        )}
      </>
    )
  }
  if (isNew) {
    return <NewApplication list={list} initial={parameters.get('new') ?? ''} />
  }
  return app === null ? (
    <Applications list={list} />
  ) : (
    <ApplicationPage key={app} list={list} id={app} />
  )
}

function Applications({ list }: { list: ApplicationList }): JSX.Element {
  const { applications } = list
  const seen = useQuery(SEEN_KEY, fetchSeenApplications, { isQuiet: true })
  const undeclared = (seen.data ?? []).filter((id) => !applications.some((one) => one.id === id))
  return (
    <>
      <div class="settings-intro">
        <p class="faint">{t('apps.intro')}</p>
        <Link href="/settings/applications?new" class="button primary">
          <Icon name="add" />
          {t('apps.new')}
        </Link>
      </div>
      <Others list={list} />
      {applications.length === 0 && undeclared.length === 0 ? (
        <EmptyState icon="view" title={t('apps.none')} hint={t('apps.noneHint')} />
      ) : (
        <FrameTable
          label={t('settings.section.applications')}
          headings={[
            t('apps.id'),
            t('apps.tokens'),
            t('apps.origins'),
            t('apps.retention'),
            t('apps.sampling'),
            t('apps.links'),
          ]}
        >
          {applications.map((application) => (
            <Row key={application.id} application={application} />
          ))}
          {undeclared.map((id) => (
            <UndeclaredRow key={id} id={id} />
          ))}
        </FrameTable>
      )}
    </>
  )
}

/** States if applications that nobody declared may send. The file decides that, or an administrator here. */
function Others({ list }: { list: ApplicationList }): JSX.Element {
  const { file, others_may_send: mayOthers } = list
  if (file !== undefined) {
    return <p class="settings-note">{t('apps.othersFile', { file: toVisibleText(file) })}</p>
  }
  const decide = async (maySend: boolean) => {
    await decideOthers(maySend)
    forgetAnswer(APPLICATIONS_KEY)
  }
  return (
    <div class="settings-note">
      <p>{t(mayOthers ? 'apps.othersMay' : 'apps.othersMayNot')}</p>
      <ConfirmButton
        key={String(mayOthers)}
        label={t(mayOthers ? 'apps.refuseOthers' : 'apps.allowOthers')}
        title={t(mayOthers ? 'apps.refuseOthersTitle' : 'apps.allowOthersTitle')}
        run={() => decide(!mayOthers)}
      >
        <p>{t(mayOthers ? 'apps.refuseOthersHint' : 'apps.allowOthersHint')}</p>
      </ConfirmButton>
    </div>
  )
}

function Row({ application }: { application: Application }): JSX.Element {
  const { id, tokens, origins } = application
  const links = [
    application.trace_link && t('apps.link.trace'),
    application.log_link && t('apps.link.log'),
  ].filter((text) => text !== '')
  return (
    <tr>
      <th scope="row">
        <Link href={toApplicationPath(id)} class="settings-name">
          {toVisibleText(id)}
        </Link>{' '}
        {application.is_in_file && <span class="settings-tag">{t('apps.inFile')}</span>}
      </th>
      <td>{tokens.length === 0 ? <Faint text={t('apps.noToken')} /> : tokens.length}</td>
      <td class="settings-list">
        {origins.length === 0 ? (
          <Faint text={t('apps.anyOrigin')} />
        ) : (
          origins.slice(0, MOST_ORIGINS).map((origin) => <span key={origin}>{origin}</span>)
        )}
        {origins.length > MOST_ORIGINS && <Faint text={`+${origins.length - MOST_ORIGINS}`} />}
      </td>
      <td>{t('apps.days', { count: application.retention_days })}</td>
      <td>{`${application.sample_rate} %`}</td>
      <td>{links.length === 0 ? <Faint text={t('apps.noLinks')} /> : links.join(', ')}</td>
    </tr>
  )
}

const MOST_ORIGINS = 3

/** An application that sends without having been declared. */
function UndeclaredRow({ id }: { id: string }): JSX.Element {
  const name = toVisibleText(id)
  return (
    <tr>
      <th scope="row">
        <span class="settings-name">{name}</span>{' '}
        <span class="settings-tag quiet">{t('apps.undeclared')}</span>
      </th>
      <td colSpan={5}>
        <Link
          href={`/settings/applications?new=${encodeURIComponent(id)}`}
          class="button"
          aria-label={t('apps.declareOf', { name })}
        >
          {t('apps.declare')}
        </Link>
      </td>
    </tr>
  )
}

function Faint({ text }: { text: string }): JSX.Element {
  return <span class="faint">{text}</span>
}
