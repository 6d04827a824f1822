import { useEffect, useRef } from 'preact/hooks'
import { parseRoute, toRowKey } from '../models/route.ts'

/**
 * Does what a browser does when a page is loaded: puts the focus at the start of what is new. On the way back
 * from a session to the list it returns to the row that was opened, so that a keyboard goes on from there.
 */
export function useNavigationFocus(pathname: string, search: string): void {
  const opened = useRef<string>()
  const isFirst = useRef(true)
  useEffect(() => {
    const route = parseRoute(pathname)
    if (!isFirst.current) {
      const row = route.page === 'sessions' ? findRow(opened.current) : null
      focusOn(row)
    }
    isFirst.current = false
    if (route.page === 'session') {
      const appId = new URLSearchParams(search).get('app_id') ?? ''
      opened.current = toRowKey({ app_id: appId, session_id: route.sessionId })
    }
  }, [pathname])
}

function findRow(key: string | undefined): HTMLElement | null {
  return key === undefined ? null : document.querySelector(`[data-row="${CSS.escape(key)}"]`)
}

function focusOn(row: HTMLElement | null): void {
  if (row) {
    row.focus()
    return
  }
  document.getElementById('main')?.focus({ preventScroll: true })
  scrollTo(0, 0)
}
