import type { ComponentChildren, JSX } from 'preact'
import type { SessionSummary, ViewReference } from '../../../protocol/query.ts'
import { toNumberText } from '../format/count.ts'
import { toDurationText } from '../format/duration.ts'
import { toPersonText } from '../format/person.ts'
import { CopyButton } from './copyButton.tsx'
import { StatusBadge } from './statusBadge.tsx'
import { Time } from './time.tsx'

export function SessionHeader({ session }: { session: SessionSummary }): JSX.Element {
  const { label, note } = toPersonText(session)
  return (
    <section class="session-header" aria-label="Summary">
      <div class="session-title">
        <div class="session-name">
          <h1 tabIndex={-1}>{label}</h1>
          <StatusBadge status={session.session_status} />
        </div>
        {note && <p class="note">{note}</p>}
        <p class="session-id">
          <code>{session.session_id}</code>
          <CopyButton text={session.session_id} label="Copy session id" />
        </p>
      </div>
      <Counts session={session} />
      <Facts session={session} />
    </section>
  )
}

function Counts({ session }: { session: SessionSummary }): JSX.Element {
  const counts: [string, number][] = [
    ['Views', session.session_view_count],
    ['Actions', session.session_action_count],
    ['Errors', session.session_error_count],
    ['Resources', session.session_resource_count],
    ['Long tasks', session.session_long_task_count],
  ]
  return (
    <dl class="counts">
      {counts.map(([name, count]) => (
        <div key={name} class={name === 'Errors' && count > 0 ? 'count alarm' : 'count'}>
          <dt>{name}</dt>
          <dd>{toNumberText(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Facts({ session }: { session: SessionSummary }): JSX.Element {
  const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ')
  return (
    <dl class="facts">
      <Fact name="Start">
        <Time ms={session.session_start} />
      </Fact>
      <Fact name="Duration">{toDurationText(session.time_spent)}</Fact>
      <Fact name="Type">{session.session_type}</Fact>
      <Fact name="Device">{joined(session.device, session.os)}</Fact>
      <Fact name="Browser">{joined(`${session.browser} ${session.browser_version}`.trim())}</Fact>
      <Fact name="Application">{session.app_id}</Fact>
      <Fact name="Release">{joined(session.service, session.version, session.env)}</Fact>
      <Fact name="Referrer">{session.session_referrer}</Fact>
      <Fact name="First page">{toPageText(session.session_first_view)}</Fact>
      <Fact name="Last page">{toPageText(session.session_last_view)}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children || '–'}</dd>
    </div>
  )
}

function toPageText({ url, path, name }: ViewReference): string {
  return url || path || name
}
