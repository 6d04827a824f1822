import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
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
  const parts = useMemo(
    () => toSessionFields(session, events, explorer.fields),
    [session, events, explorer.fields],
  )
  return (
    <>
      <FieldRegions parts={parts} />
      <BoundViews appId={session.app_id} session={session} explorer={explorer} />
    </>
  )
}
