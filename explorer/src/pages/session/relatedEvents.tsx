import type { JSX } from 'preact'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toOffsetText } from '../../format/offset.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatBytes, formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { readEventValue } from '../../models/fields/readValue.ts'
import { listErrors, listRequests } from '../../models/session/related.ts'
import type { LinkTemplates } from '../../models/session/systemLinks.ts'
import { toSystemLinks } from '../../models/session/systemLinks.ts'
import { EventLinks } from './eventLinks.tsx'
import { useLinkTemplates, writeOwnTraceLink } from './useLinkTemplates.ts'

interface Props {
  event: SessionEvent
  session: SessionSummary
  events: readonly SessionEvent[]
  select: (eventId: string) => void
}

/** Beyond this the waterfall, which has its own search, is the better list. */
const MOST = 100

/** Requests and errors of the same view. */
export function RelatedEvents({ event, session, events, select }: Props): JSX.Element {
  const viewId = event.view_id
  const requests = listRequests(events, viewId)
  const errors = listErrors(events, { viewId, exceptId: event.event_id })
  return (
    <>
      <details class="related" open={requests.length > 0}>
        <summary>{t('related.requests', { count: requests.length })}</summary>
        {requests.length > 0 && (
          <Requests requests={requests.slice(0, MOST)} session={session} select={select} />
        )}
      </details>
      <details class="related" open={errors.length > 0}>
        <summary>{t('related.errors', { count: errors.length })}</summary>
        <EventLinks
          events={errors.slice(0, MOST)}
          sessionStart={session.session_start}
          label={t('related.errors', { count: errors.length })}
          select={select}
        />
      </details>
    </>
  )
}

interface RequestsProps {
  requests: readonly SessionEvent[]
  session: SessionSummary
  select: (eventId: string) => void
}

function Requests({ requests, session, select }: RequestsProps): JSX.Element {
  const templates = useLinkTemplates(session.app_id)
  return (
    <>
      <div class="related-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{toFieldLabel('time', 'resource')}</th>
              <th scope="col">{toFieldLabel('resource_method', 'resource')}</th>
              <th scope="col">{toFieldLabel('resource_url', 'resource')}</th>
              <th scope="col">{toFieldLabel('resource_status', 'resource')}</th>
              <th scope="col">{toFieldLabel('duration', 'resource')}</th>
              <th scope="col">{toFieldLabel('resource_size', 'resource')}</th>
              <th scope="col">{toFieldLabel('trace_id', 'resource')}</th>
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <RequestRow
                key={request.event_id}
                request={request}
                session={session}
                templates={templates}
                select={select}
              />
            ))}
          </tbody>
        </table>
      </div>
      {templates.isOwnTrace && (
        <label class="trace-template">
          {t('related.traceLink')}
          <input
            type="url"
            value={templates.trace}
            placeholder="https://traces.example.com/trace/{trace_id}"
            onInput={({ currentTarget }) => writeOwnTraceLink(currentTarget.value)}
          />
        </label>
      )}
    </>
  )
}

interface RequestRowProps {
  request: SessionEvent
  session: SessionSummary
  templates: LinkTemplates
  select: (eventId: string) => void
}

function RequestRow({ request, session, templates, select }: RequestRowProps): JSX.Element {
  const actions = useValueActions()
  const read = (field: string) => readEventValue(request, field)
  const traceId = String(read('trace_id') ?? '')
  const { trace: link } = toSystemLinks(request, templates)
  const size = Number(read('resource_size') ?? Number.NaN)
  const cell = (field: string, text?: string) => (
    <td>
      <Value field={field} raw={read(field)} actions={actions}>
        {text}
      </Value>
    </td>
  )
  return (
    <tr>
      <td>
        <button type="button" class="link-button" onClick={() => select(request.event_id)}>
          {toOffsetText(request.time - session.session_start)}
        </button>
      </td>
      {cell('resource_method')}
      {cell('resource_url')}
      {cell('resource_status')}
      {cell('duration', formatDuration(Number(read('duration'))))}
      {cell('resource_size', Number.isNaN(size) ? undefined : formatBytes(size))}
      <td>
        <Value field="trace_id" raw={traceId || undefined} actions={actions}>
          {toVisibleText(traceId.slice(0, 8))}
        </Value>
        {link && (
          <a href={link} target="_blank" rel="noreferrer">
            {t('related.openTrace')}
          </a>
        )}
      </td>
    </tr>
  )
}
