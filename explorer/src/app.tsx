import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { usePathname, useSearch } from 'wouter-preact/use-browser-location'
import { useNavigationFocus } from './components/navigationFocus.ts'
import { Shell } from './components/shell.tsx'
import { parseRoute } from './models/route.ts'
import type { SessionDetailModel } from './models/sessionDetail.ts'
import type { SessionListModel } from './models/sessionList.ts'
import type { ThemeModel } from './models/theme.ts'
import { SessionPage } from './pages/sessionPage.tsx'
import { SessionsPage } from './pages/sessionsPage.tsx'
import { UnknownPage } from './pages/unknownPage.tsx'

export interface Models {
  theme: ThemeModel
  sessionList: SessionListModel
  sessionDetail: SessionDetailModel
}

export function App({ models }: { models: Models }): JSX.Element {
  const pathname = usePathname()
  const search = useSearch()
  const route = parseRoute(pathname)
  useNavigationFocus(pathname, search)
  const listPath = useRef('/')
  if (route.page === 'sessions') {
    listPath.current = `/${search}`
  }
  return (
    <Shell theme={models.theme}>
      {route.page === 'sessions' && <SessionsPage model={models.sessionList} />}
      {route.page === 'session' && (
        <SessionPage
          model={models.sessionDetail}
          sessionId={route.sessionId}
          listPath={listPath.current}
        />
      )}
      {route.page === 'unknown' && <UnknownPage />}
    </Shell>
  )
}
