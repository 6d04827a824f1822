import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { isFreeKey, isTyping } from '../../components/keyEvent.ts'

interface ErrorKeyDeps {
  events: readonly SessionEvent[]
  openId: string | undefined
  select: (eventId: string) => void
}

/** `e` opens the next error of the session; after the last the first again. */
export function useErrorKey(deps: ErrorKeyDeps): void {
  const latest = useRef(deps)
  latest.current = deps
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isOurs = event.key === 'e' && isFreeKey(event) && !isTyping(event.target)
      const next = isOurs && findNextError(latest.current)
      if (next) {
        event.preventDefault()
        latest.current.select(next)
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

export function findNextError({
  events,
  openId,
}: Pick<ErrorKeyDeps, 'events' | 'openId'>): string | undefined {
  const isError = ({ type }: SessionEvent): boolean => type === 'error'
  const at = events.findIndex(({ event_id: id }) => id === openId)
  return (events.slice(at + 1).find(isError) ?? events.find(isError))?.event_id
}
