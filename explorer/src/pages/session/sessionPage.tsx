import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate, useSearch } from 'wouter-preact/use-browser-location'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { ValueActionsProvider } from '../../components/valueActions.ts'
import { toPersonText } from '../../format/person.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { SessionPageState } from '../../models/sessionPageState.ts'
import { parseSessionPageState, toSessionSearch } from '../../models/sessionPageState.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { CHOSEN } from '../explorer/useExplorer.ts'
import { toValueActions } from '../explorer/valueActions.ts'
import { SessionBody } from './sessionBody.tsx'
import { useLiveSession } from './useLiveSession.ts'
import { useSessionPages } from './useSessionPages.ts'

import '../../styles/session.css'
import '../../styles/journey.css'
import '../../styles/events.css'
import '../../styles/details.css'
import '../../styles/waterfall.css'
import '../../styles/related.css'
import '../../styles/stack.css'
import '../../styles/regions.css'

interface Props {
  explorer: Explorer
  sessionId: string
  /** Target of the "Sessions" link: the list as the user left it. */
  listPath: string
}

export function SessionPage({ explorer, sessionId, listPath }: Props): JSX.Element {
  const state = parseSessionPageState(useSearch())
  const pages = useSessionPages({ appId: state.appId, sessionId })
  const session = pages.pages[0]?.session
  const isLive = useLiveSession({ key: { appId: state.appId, sessionId }, session, pages })
  const person = session && toPersonText(session)
  const title = person ? (person.isAnonymous ? t('value.anonymous') : person.label) : sessionId
  useEffect(() => {
    document.title = `${toVisibleText(title)} · ${t('app.title')}`
  })
  const actions = useMemo(() => toValueActions(explorer), [explorer.state, explorer.fields])
  // Replaced, not pushed: "back" leads to the list, not through every opened event.
  const change = (part: Partial<SessionPageState>) =>
    navigate(`${location.pathname}${toSessionSearch({ ...state, ...part })}`, { replace: true })
  return (
    <ValueActionsProvider value={actions}>
      <div class="page session-page">
        <nav class="page-bar" aria-label={t('session.name')}>
          <Link href={listPath} state={CHOSEN} class="back-link">
            <Icon name="back" />
            {t(`nav.${explorer.state.list}`)}
          </Link>
          {isLive && (
            <span class="live-mark" role="status">
              <Icon name="live" />
              {t('session.live')}
            </span>
          )}
          <Button icon="refresh" onClick={pages.refresh}>
            {t('session.refresh')}
          </Button>
        </nav>
        {!session && <ProblemBox load={pages} />}
        {session && (
          <SessionBody
            pages={pages}
            session={session}
            explorer={explorer}
            state={state}
            change={change}
          />
        )}
        {!session && pages.isLoading && (
          <p role="status" data-busy="true">
            {t('session.loading')}
          </p>
        )}
      </div>
    </ValueActionsProvider>
  )
}
