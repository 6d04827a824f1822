import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { SessionSummary, ViewReference } from '../../../protocol/query.ts'
import { toNumberText } from '../format/count.ts'
import { toDurationText } from '../format/duration.ts'
import { toPersonText } from '../format/person.ts'
import { toRowKey, toSessionPath } from '../models/route.ts'
import { StatusBadge } from './statusBadge.tsx'
import { Time } from './time.tsx'

interface Props {
  session: SessionSummary
  showsApp: boolean
  tabIndex: 0 | -1
}

/** Row of a session. The link in the first cell covers the row, so all link actions (open in a tab, copy) work on it. */
export function SessionRow({ session, showsApp, tabIndex }: Props): JSX.Element {
  const { label, note, isAnonymous } = toPersonText(session)
  return (
    <tr>
      <th scope="row">
        <Link
          href={toSessionPath(session)}
          class="row-link"
          tabIndex={tabIndex}
          data-row={toRowKey(session)}
        >
          <Time ms={session.session_start} />
        </Link>
      </th>
      <td class="number">{toDurationText(session.time_spent)}</td>
      <td class="person">
        <span class={isAnonymous ? 'faint' : 'strong'}>{label}</span>
        {note && <span class="note">{note}</span>}
      </td>
      {showsApp && (
        <td class="app" data-label="App">
          {session.app_id}
        </td>
      )}
      <td class="kind" data-label="Type">
        {session.session_type}
      </td>
      <td class="health">
        <StatusBadge status={session.session_status} />
      </td>
      <Count label="Views" count={session.session_view_count} />
      <Count label="Actions" count={session.session_action_count} />
      <Count label="Errors" count={session.session_error_count} isAlarming />
      <PageCell label="First page" view={session.session_first_view} />
      <PageCell label="Last page" view={session.session_last_view} />
    </tr>
  )
}

interface CountProps {
  label: string
  count: number
  isAlarming?: boolean
}

function Count({ label, count, isAlarming = false }: CountProps): JSX.Element {
  const look = count === 0 ? 'faint' : isAlarming ? 'alarm' : ''
  return (
    <td class="number" data-label={label}>
      <span class={look}>{toNumberText(count)}</span>
    </td>
  )
}

function PageCell({ label, view }: { label: string; view: ViewReference }): JSX.Element {
  return (
    <td class="page" data-label={label} title={view.url}>
      {view.name || view.path || view.url || '–'}
    </td>
  )
}
