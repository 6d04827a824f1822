import { useEffect, useRef } from 'preact/hooks'
import { parseRoute, toRowKey } from '../models/route.ts'

/**
 * Moves the focus to the start of the new content, as a browser does after a page load. When the user returns from
 * a session to the list, the focus returns to the opened row, so that a keyboard user continues from there.
 */
export function useNavigationFocus(pathname: string, search: string): void {
  // The old address of the sessions becomes the new one with the first search: the reader stays where they are.
  const place = pathname === '/' && search !== '' ? '/sessions' : pathname
  const opened = useRef<string>()
  const isFirst = useRef(true)
  useEffect(() => {
    const route = parseRoute(pathname)
    if (!isFirst.current) {
      focusStart()
    }
    const isBack = !isFirst.current && route.page === 'sessions'
    isFirst.current = false
    const stop = isBack && opened.current ? focusRowOnceShown(opened.current) : undefined
    if (route.page === 'session') {
      const appId = new URLSearchParams(search).get('app_id') ?? ''
      opened.current = toRowKey({ app_id: appId, session_id: route.sessionId })
    }
    return stop
  }, [place])
}

function findRow(key: string): HTMLElement | null {
  return document.querySelector(`[data-row="${CSS.escape(key)}"]`)
}

function focusStart(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
  scrollTo(0, 0)
}

/** Focuses a row as soon as the table has made it, unless the focus has moved meanwhile. Returns what ends the wait. */
function focusRowOnceShown(key: string): () => void {
  const start = document.activeElement
  function look(): void {
    const row = findRow(key)
    if (row || document.activeElement !== start) {
      observer.disconnect()
    }
    if (document.activeElement === start) {
      row?.focus()
    }
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true })
  look()
  return () => observer.disconnect()
}
