import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { FoundEvent, SessionEvent } from '../../../protocol/query.ts'
import { t } from '../i18n/messages.ts'
import { toLogLinks } from '../models/logLinks.ts'
import { Icon } from './icon.tsx'

/** Links to the logs that share an event's session, view or trace. */
export function RelatedLogs({ event }: { event: SessionEvent | FoundEvent }): JSX.Element | null {
  const links = toLogLinks(event)
  if (links.length === 0) {
    return null
  }
  return (
    <nav class="related-logs" aria-label={t('log.related')}>
      <Icon name="log" />
      {links.map(({ of, href }) => (
        <Link key={of} href={href}>
          {t(`log.of.${of}`)}
        </Link>
      ))}
    </nav>
  )
}
