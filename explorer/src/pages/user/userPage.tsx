import type { JSX } from 'preact'
import { useEffect, useMemo, useReducer } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate, useSearch } from 'wouter-preact/use-browser-location'
import type { UserQuestion } from '../../api/users.ts'
import { fetchUserFacts } from '../../api/users.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { ValueActionsProvider } from '../../components/valueActions.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/userMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { UserPageState } from '../../models/user/userPageState.ts'
import {
  parseUserPageState,
  toUserSearch,
  toUserTerm,
  USER_DAYS,
} from '../../models/user/userPageState.ts'
import { useQuery } from '../../queries/useQuery.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { CHOSEN } from '../explorer/useExplorer.ts'
import { toValueActions } from '../explorer/valueActions.ts'
import { EraseUser } from './eraseUser.tsx'
import { UserActivity } from './userActivity.tsx'
import { UserErrors } from './userErrors.tsx'
import { UserSessions } from './userSessions.tsx'
import { UserSummary } from './userSummary.tsx'

import '../../styles/session.css'
import '../../styles/related.css'
import '../../styles/user.css'

interface Props {
  explorer: Explorer
  access: AccessModel
  /** Id, name or e-mail address. */
  user: string
  /** Target of the link back: the list as the reader left it. */
  listPath: string
}

const DAY_MS = 86_400_000

/** One user: when and with what they came, what went wrong for them, all of their sessions, and the deletion of it. */
export function UserPage({ explorer, access, user, listPath }: Props): JSX.Element {
  const search = useSearch()
  const state = useMemo(() => parseUserPageState(search), [search])
  const [serial, refresh] = useReducer<number, void>((before) => before + 1, 0)
  const question = useMemo<UserQuestion>(() => {
    const to = Date.now()
    return { query: toUserTerm(user), appId: state.appId, from: to - state.days * DAY_MS, to }
  }, [user, state, serial])
  const key = `user ${JSON.stringify(question)}`
  const load = useQuery(key, (abort) => fetchUserFacts(question, abort))
  const facts = load.data
  useEffect(() => {
    document.title = `${toVisibleText(user)} · ${t('app.title')}`
  })
  const actions = useMemo(() => toValueActions(explorer), [explorer.state, explorer.fields])
  const change = (part: Partial<UserPageState>) =>
    navigate(`${location.pathname}${toUserSearch({ ...state, ...part })}`, { replace: true })
  return (
    <ValueActionsProvider value={actions}>
      <div class="page user-page">
        <nav class="page-bar" aria-label={t('user.title')}>
          <Link href={listPath} state={CHOSEN} class="back-link">
            <Icon name="back" />
            {t(`nav.${explorer.state.list}`)}
          </Link>
          <Segmented
            label={t('user.range')}
            chosen={String(state.days)}
            choices={USER_DAYS.map((days) => ({
              value: String(days),
              label: t('user.days', { count: days }),
            }))}
            choose={(chosen) =>
              change({ days: USER_DAYS.find((days) => String(days) === chosen) ?? state.days })
            }
          />
          <Button icon="refresh" onClick={() => refresh()}>
            {t('time.refresh')}
          </Button>
        </nav>
        <h1 tabIndex={-1} class="user-name">
          {toVisibleText(user)}
        </h1>
        <EraseUser
          access={access}
          user={user}
          appId={state.appId}
          ids={facts?.values.get('userid') ?? []}
          onErased={() => refresh()}
        />
        <ProblemBox load={load} />
        {!facts && load.isLoading && (
          <p role="status" data-busy="true">
            {t('user.loading')}
          </p>
        )}
        {facts?.sessions === 0 && (
          <EmptyState icon="session" title={t('user.none')} hint={t('user.noneHint')} />
        )}
        {facts && facts.sessions > 0 && (
          <>
            <UserSummary facts={facts} user={user} appId={state.appId} />
            <UserActivity question={question} zone={explorer.state.zone} />
            <UserErrors question={question} days={state.days} />
            <UserSessions question={question} />
          </>
        )}
      </div>
    </ValueActionsProvider>
  )
}
