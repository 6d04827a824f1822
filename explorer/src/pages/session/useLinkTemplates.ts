import { signal } from '@preact/signals'
import type { LinkList } from '../../../../protocol/applications.ts'
import { getJson } from '../../api/request.ts'
import type { LinkTemplates } from '../../models/session/systemLinks.ts'
import { createStoredValue } from '../../models/storedValue.ts'
import { LINKS_KEY } from '../../queries/linksKey.ts'
import { useQuery } from '../../queries/useQuery.ts'

const stored = createStoredValue<string>({
  storage: () => localStorage,
  key: 'dataflux-rum-explorer.traceLink',
  parse: (value) => (typeof value === 'string' ? value : ''),
})

/** The reader's own address of a trace: every panel that shows links reads it. */
const own = signal(stored.read())

export function writeOwnTraceLink(template: string): void {
  stored.write(template)
  own.value = template
}

export interface AppLinkTemplates extends LinkTemplates {
  /** The application has no address of a trace, so that the reader may keep one. */
  isOwnTrace: boolean
}

/** Templates of an application as its administrators set them; the reader's own for a trace otherwise. */
export function useLinkTemplates(appId: string): AppLinkTemplates {
  const load = useQuery(
    LINKS_KEY,
    (abort) => getJson<LinkList>('/api/links', { params: {}, abort }),
    { isQuiet: true },
  )
  const links = load.data?.links.find(({ app_id: id }) => id === appId)
  const trace = links?.trace_link ?? ''
  return { trace: trace || own.value, log: links?.log_link ?? '', isOwnTrace: trace === '' }
}
