import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { usePathname, useSearch } from 'wouter-preact/use-browser-location'
import { useNavigationFocus } from './components/navigationFocus.ts'
import { Shell } from './components/shell.tsx'
import type { AccessModel } from './models/access.ts'
import type { Route } from './models/route.ts'
import { parseRoute } from './models/route.ts'
import type { SessionDetailModel } from './models/sessionDetail.ts'
import type { SessionListModel } from './models/sessionList.ts'
import type { ThemeModel } from './models/theme.ts'
import { LoginPage } from './pages/loginPage.tsx'
import { SessionPage } from './pages/sessionPage.tsx'
import { SessionsPage } from './pages/sessionsPage.tsx'
import { UnknownPage } from './pages/unknownPage.tsx'

export interface Models {
  theme: ThemeModel
  access: AccessModel
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
    <Shell theme={models.theme} access={models.access}>
      <Page models={models} route={route} listPath={listPath.current} />
    </Shell>
  )
}

interface PageProps {
  models: Models
  route: Route
  listPath: string
}

function Page({ models, route, listPath }: PageProps): JSX.Element | null {
  const phase = models.access.phase.value
  if (phase === 'unknown') {
    return null // until the first answer: a list that may be refused would flash
  }
  if (phase !== 'granted') {
    return <LoginPage model={models.access} />
  }
  switch (route.page) {
    case 'sessions':
      return <SessionsPage model={models.sessionList} />
    case 'session':
      return (
        <SessionPage model={models.sessionDetail} sessionId={route.sessionId} listPath={listPath} />
      )
    case 'unknown':
      return <UnknownPage />
  }
}
