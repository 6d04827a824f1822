import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { Link, useSearch } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { Icon } from '../components/icon.tsx'
import { ProblemBox } from '../components/problemBox.tsx'
import { SessionEvents } from '../components/sessionEvents.tsx'
import { SessionHeader } from '../components/sessionHeader.tsx'
import { toPersonText } from '../format/person.ts'
import type { SessionDetailModel } from '../models/sessionDetail.ts'
import type { SessionPageState } from '../models/sessionPageState.ts'
import { parseSessionPageState, toSessionSearch } from '../models/sessionPageState.ts'

interface Props {
  model: SessionDetailModel
  sessionId: string
  /** Target of the "Sessions" link: the list as the user left it. */
  listPath: string
}

export function SessionPage({ model, sessionId, listPath }: Props): JSX.Element {
  const state = parseSessionPageState(useSearch())
  const { appId } = state
  useEffect(() => model.open({ appId, sessionId }), [appId, sessionId])
  const session = model.session.value
  const title = session ? toPersonText(session).label : sessionId
  useEffect(() => {
    document.title = `${title} · Session Explorer`
  }, [title])
  const { phase, problem } = model.events.value
  // Replaced, not pushed: "back" leads to the list, not through every opened event.
  const change = (part: Partial<SessionPageState>) =>
    navigate(`${location.pathname}${toSessionSearch({ ...state, ...part })}`, { replace: true })
  return (
    <div class={state.eventId === undefined ? 'session-page' : 'session-page with-details'}>
      <nav class="page-bar" aria-label="Session">
        <Link href={listPath} class="back-link">
          <Icon name="back" />
          Sessions
        </Link>
        <button type="button" class="button" onClick={model.refresh}>
          <Icon name="refresh" />
          Refresh
        </button>
      </nav>
      {phase === 'failed' && problem && <ProblemBox problem={problem} retry={model.retry} />}
      {session && <SessionHeader session={session} />}
      {session && <SessionEvents model={model} session={session} state={state} change={change} />}
      {!session && phase === 'loading' && (
        <p class="list-status" role="status" data-busy="true">
          Loading the session…
        </p>
      )}
    </div>
  )
}
