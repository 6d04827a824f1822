export interface AutoRefreshDeps {
  /** 0 turns it off. */
  seconds: number
  refresh: () => void
  page: Document
}

/** Refreshes at a fixed interval while the page is visible, so that a tab left open overnight sends no requests. */
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
