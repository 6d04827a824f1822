import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { SessionSummary } from '../../../protocol/query.ts'
import { toRowKey } from '../models/route.ts'
import { useRovingFocus } from './rovingFocus.ts'
import { SessionRow } from './sessionRow.tsx'

interface Props {
  sessions: readonly SessionSummary[]
  showsApp: boolean
  isBusy: boolean
}

export function SessionTable({ sessions, showsApp, isBusy }: Props): JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null)
  const { tabIndexOf } = useRovingFocus(body, sessions.map(toRowKey))
  return (
    <table class="sessions" aria-busy={isBusy}>
      <caption class="visually-hidden">
        Sessions, newest first. Arrow keys move between rows, Enter opens one.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="at">
            Start
          </th>
          <th scope="col" class="span number">
            Duration
          </th>
          <th scope="col" class="person">
            User
          </th>
          {showsApp && (
            <th scope="col" class="app">
              App
            </th>
          )}
          <th scope="col" class="kind">
            Type
          </th>
          <th scope="col" class="health">
            Status
          </th>
          {['Views', 'Actions', 'Errors'].map((name) => (
            <th key={name} scope="col" class="tally number">
              {name}
            </th>
          ))}
          <th scope="col">First page</th>
          <th scope="col">Last page</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {sessions.map((session) => (
          <SessionRow
            key={toRowKey(session)}
            session={session}
            showsApp={showsApp}
            tabIndex={tabIndexOf(toRowKey(session))}
          />
        ))}
      </tbody>
    </table>
  )
}
