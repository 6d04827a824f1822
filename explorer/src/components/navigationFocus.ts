import { useEffect, useRef } from 'preact/hooks'
import { parseRoute, toRowKey } from '../models/route.ts'

/**
 * Moves the focus to the start of the new content, as a browser does after a page load. When the user returns from
 * a session to the list, the focus returns to the opened row, so that a keyboard user continues from there.
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
