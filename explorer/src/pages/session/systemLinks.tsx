import type { JSX } from 'preact'
import type { FoundEvent, SessionEvent } from '../../../../protocol/query.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toSystemLinks } from '../../models/session/systemLinks.ts'
import { useLinkTemplates } from './useLinkTemplates.ts'

interface Props {
  event: SessionEvent | FoundEvent
  appId: string
}

/** The way from an event to its trace and its logs in the systems of the team, as the settings of its application name them. */
export function SystemLinksOf({ event, appId }: Props): JSX.Element | null {
  const { trace, log } = toSystemLinks(event, useLinkTemplates(appId))
  if (trace === undefined && log === undefined) {
    return null
  }
  return (
    <p class="system-links">
      {trace !== undefined && (
        <a href={trace} target="_blank" rel="noreferrer">
          {t('related.openTrace')}
        </a>
      )}
      {log !== undefined && (
        <a href={log} target="_blank" rel="noreferrer">
          {t('related.openLogs')}
        </a>
      )}
    </p>
  )
}
