import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'

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
      const isTyping =
        event.target instanceof Element && event.target.matches('input, textarea, select')
      const isFree = !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
      const next = event.key === 'e' && isFree && !isTyping && findNextError(latest.current)
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
