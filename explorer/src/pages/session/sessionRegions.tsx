import type { JSX } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { toSessionFields } from '../../models/session/extendedFields.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { BoundViews } from './boundViews.tsx'
import { FieldRegions } from './fieldRegion.tsx'

interface Props {
  session: SessionSummary
  events: readonly SessionEvent[]
  explorer: Explorer
}

/** Regions of a session beside its details: property fields, extended fields, bound views. */
export function SessionRegions({ session, events, explorer }: Props): JSX.Element {
  const shown = useAfterPaint(events)
  const parts = useMemo(
    () => toSessionFields(session, shown, explorer.fields),
    [session, shown, explorer.fields],
  )
  return (
    <>
      <FieldRegions parts={parts} />
      <BoundViews appId={session.app_id} session={session} explorer={explorer} />
    </>
  )
}

/** The journey above is painted first: reading the fields of all events takes as long as drawing it. */
function useAfterPaint(events: readonly SessionEvent[]): readonly SessionEvent[] {
  const [shown, setShown] = useState<readonly SessionEvent[]>([])
  useEffect(() => setShown(events), [events])
  return shown
}
