import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { ErrorGroup } from '../../../../protocol/analytics.ts'
import { fetchNewestError } from '../../api/releases.ts'
import { toSearch } from '../../api/request.ts'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { toRowsUrl } from '../../models/explorer/rowsUrl.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import { toReleaseQuery } from '../../models/releases/releaseSearch.ts'
import { toSessionPath } from '../../models/route.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { ErrorStacks } from '../session/errorStacks.tsx'

import '../../styles/stack.css'

interface Props {
  errors: readonly ErrorGroup[]
  scope: ReleaseScope
  version: string
}

/** Errors that a release brought, those of the most sessions first. The first one shows its line at once. */
export function NewErrors({ errors, scope, version }: Props): JSX.Element {
  return (
    <ul class="error-changes">
      {errors.map((error, index) => (
        <NewError
          key={error.fingerprint}
          error={error}
          scope={scope}
          version={version}
          isFirst={index === 0}
        />
      ))}
    </ul>
  )
}

interface ErrorProps extends Omit<Props, 'errors'> {
  error: ErrorGroup
  isFirst: boolean
}

function NewError({ error, scope, version, isFirst }: ErrorProps): JSX.Element {
  const [isOpen, setOpen] = useState(isFirst)
  const id = `stack-${error.fingerprint}`
  return (
    <li class="error-change">
      <div class="error-change-head">
        <button
          type="button"
          class="error-change-title"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'down' : 'forward'} />
          <ErrorTitle error={error} />
        </button>
        <ErrorNumbers error={error} scope={scope} version={version} />
      </div>
      {isOpen && (
        <div id={id} class="error-change-body">
          <NewestError error={error} scope={scope} version={version} />
        </div>
      )}
    </li>
  )
}

export function ErrorTitle({ error }: { error: ErrorGroup }): JSX.Element {
  return (
    <span class="error-change-name">
      <b>{toVisibleText(error.error_type)}</b> {toVisibleText(error.error_message.slice(0, 300))}
    </span>
  )
}

/** How often an error was met, by how many. The sessions open as a list. */
export function ErrorNumbers({ error, scope, version }: Omit<ErrorProps, 'isFirst'>): JSX.Element {
  const { fingerprint, sessions, users, count, unhandled, trend } = error
  const query = toReleaseQuery({ env: scope.env, version }, `fingerprint:${fingerprint}`)
  return (
    <span class="error-change-numbers">
      {unhandled > 0 && <span class="unhandled">{t('release.unhandled')}</span>}
      <Link href={toRowsUrl(scope, query)}>{t('release.hits', { count: sessions })}</Link>
      {users > 0 && <span>{t('release.usersHit', { count: users })}</span>}
      <Link href={toRowsUrl(scope, query, 'errors')}>{t('release.times', { count })}</Link>
      <Sparkline counts={trend} label={t('release.times', { count })} />
    </span>
  )
}

/** The stack of the newest error of a group, and the session that it is of. */
function NewestError({ error, scope, version }: Omit<ErrorProps, 'isFirst'>): JSX.Element {
  const { fingerprint } = error
  const key = `newest ${JSON.stringify([fingerprint, version, scope])}`
  const load = useQuery(key, (abort) => fetchNewestError(scope, { fingerprint, version }, abort))
  const newest = load.data
  return (
    <>
      <ProblemBox load={load} isCompact />
      {load.isLoading && !newest && (
        <p class="faint" data-busy="true">
          {t('list.loading')}
        </p>
      )}
      {newest?.type === 'error' && (
        <>
          {newest.error_stack ? (
            <ErrorStacks event={newest} />
          ) : (
            <p class="faint">{t('release.noStack')}</p>
          )}
          {newest.session_id !== '' && (
            <p>
              <Link class="button" href={toMomentPath(newest)}>
                <Icon name="session" />
                {t('release.openSession')}
              </Link>
            </p>
          )}
        </>
      )}
    </>
  )
}

/** The session, opened at the error. */
function toMomentPath(event: { app_id: string; session_id: string; event_id: string }): string {
  const [path = ''] = toSessionPath(event).split('?')
  return `${path}${toSearch({ app_id: event.app_id, event: event.event_id })}`
}
