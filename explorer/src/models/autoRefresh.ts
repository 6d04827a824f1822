export interface AutoRefreshDeps {
  /** 0 is off. */
  seconds: number
  refresh: () => void
  page: Document
}

/** Refreshes at a steady pace while somebody can see it: a tab left open overnight asks for nothing. */
export function startAutoRefresh({ seconds, refresh, page }: AutoRefreshDeps): () => void {
  if (seconds <= 0) {
    return () => {}
  }
  const timer = setInterval(() => {
    if (page.visibilityState === 'visible') {
      refresh()
    }
  }, seconds * 1000)
  return () => clearInterval(timer)
}
