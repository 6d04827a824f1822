import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useRef } from 'preact/hooks'
import { navigate, usePathname, useSearch } from 'wouter-preact/use-browser-location'
import { lazyPart } from './components/lazyPart.tsx'
import { useNavigationFocus } from './components/navigationFocus.ts'
import { Shell } from './components/shell.tsx'
import { t } from './i18n/messages.ts'
import type { AccessModel } from './models/access.ts'
import { hasAccount, mayChange } from './models/access.ts'
import { LOG_PATH } from './models/logLinks.ts'
import type { Section } from './models/route.ts'
import { HOME_PATH, parseRoute } from './models/route.ts'
import type { ThemeModel } from './models/theme.ts'
import { ExplorerPage } from './pages/explorer/explorerPage.tsx'
import type { Explorer } from './pages/explorer/useExplorer.ts'
import { isListPath, useExplorer } from './pages/explorer/useExplorer.ts'
import { UnknownPage } from './pages/unknownPage.tsx'
import type { SlowQueries } from './queries/slowQueries.ts'

const AlertsPage = lazyPart(async () => (await import('./pages/alerts/alertsPage.tsx')).AlertsPage)
const DashboardsPage = lazyPart(
  async () => (await import('./pages/dashboards/dashboardsPage.tsx')).DashboardsPage,
)
const GalleryPage = lazyPart(async () => (await import('./gallery/galleryPage.tsx')).GalleryPage)
const LogPage = lazyPart(async () => (await import('./pages/logPage.tsx')).LogPage)
const LoginPage = lazyPart(async () => (await import('./pages/loginPage.tsx')).LoginPage)
const ReleasesPage = lazyPart(
  async () => (await import('./pages/releases/releasesPage.tsx')).ReleasesPage,
)
const SessionPage = lazyPart(
  async () => (await import('./pages/session/sessionPage.tsx')).SessionPage,
)
const SettingsPage = lazyPart(
  async () => (await import('./pages/settings/settingsPage.tsx')).SettingsPage,
)
const UserPage = lazyPart(async () => (await import('./pages/user/userPage.tsx')).UserPage)

export interface Models {
  theme: ThemeModel
  access: AccessModel
  slow: SlowQueries
}

const LISTS = ['sessions', 'views', 'actions', 'errors', 'resources', 'longTasks', 'logs'] as const

export function App({ models }: { models: Models }): JSX.Element {
  const pathname = usePathname()
  const search = useSearch()
  const explorer = useExplorer()
  useNavigationFocus(pathname, search)
  const listPath = useRef('/sessions')
  const isList = isListPath(pathname, search)
  if (isList) {
    listPath.current = `${pathname}${search && `?${search.replace(/^\?/, '')}`}`
  }
  const tabs = LISTS.map((list) => ({
    label: t(`nav.${list}`),
    href:
      explorer.state.list === list
        ? listPath.current
        : explorer.toHref({ kind: 'switchList', list }),
    isCurrent: isList && explorer.state.list === list,
  }))
  const route = parseRoute(pathname)
  const toTab = (section: Section) => ({
    label: t(`nav.${section}`),
    href: `/${section}`,
    isCurrent: route.page === section,
  })
  return (
    <Shell
      theme={models.theme}
      access={models.access}
      slow={models.slow}
      tabs={[
        toTab('dashboards'),
        ...tabs,
        toTab('releases'),
        toTab('alerts'),
        ...(mayChange(models.access) ? [toTab('settings')] : []),
      ]}
    >
      <Suspense fallback={null}>
        <Page
          models={models}
          explorer={explorer}
          isList={isList}
          pathname={pathname}
          listPath={listPath.current}
        />
      </Suspense>
    </Shell>
  )
}

interface PageProps {
  models: Models
  explorer: Explorer
  isList: boolean
  pathname: string
  listPath: string
}

function Page({ models, explorer, isList, pathname, listPath }: PageProps): JSX.Element | null {
  const phase = models.access.phase.value
  if (phase === 'unknown') {
    return null // until the first answer: a list that may be refused would flash
  }
  if (phase !== 'granted') {
    return <LoginPage model={models.access} />
  }
  if (isList) {
    return <ExplorerPage explorer={explorer} hasAccount={hasAccount(models.access)} />
  }
  if (pathname === '/') {
    return <Home />
  }
  if (pathname === '/gallery') {
    return <GalleryPage />
  }
  if (pathname === LOG_PATH) {
    return <LogPage explorer={explorer} listPath={listPath} />
  }
  const route = parseRoute(pathname)
  switch (route.page) {
    case 'session':
      return (
        <Suspense fallback={null}>
          <SessionPage explorer={explorer} sessionId={route.sessionId} listPath={listPath} />
        </Suspense>
      )
    case 'user':
      return (
        <UserPage
          key={route.user}
          explorer={explorer}
          access={models.access}
          user={route.user}
          listPath={listPath}
        />
      )
    case 'dashboards':
      return <DashboardsPage explorer={explorer} access={models.access} id={route.part} />
    case 'releases':
      return <ReleasesPage explorer={explorer} />
    case 'alerts':
      return <AlertsPage explorer={explorer} access={models.access} id={route.part} />
    case 'settings':
      return <SettingsPage access={models.access} section={route.part} />
    default:
      return <UnknownPage />
  }
}

function Home(): null {
  useEffect(() => navigate(HOME_PATH, { replace: true }), [])
  return null
}
