import { render } from 'preact'
import { App } from './app.tsx'
import { findLocale, readStoredLocale, setLocale, startPageLanguage } from './i18n/locale.ts'
import { loadCatalogue } from './i18n/messages.ts'
import { startAccess } from './models/access.ts'
import { startTheme } from './models/theme.ts'
import { askEarly } from './pages/explorer/askEarly.ts'
import { queryCache } from './queries/queryCache.ts'
import { startSlowQueries } from './queries/slowQueries.ts'
import './styles/main.css'

async function start(root: HTMLElement): Promise<void> {
  const wanted = findLocale(
    readStoredLocale(() => localStorage),
    navigator.languages,
  )
  const models = {
    theme: startTheme(document.documentElement, () => localStorage),
    access: startAccess(() => location.reload()),
    slow: startSlowQueries(queryCache),
  }
  askEarly(location)
  startPageLanguage(document.documentElement)
  await loadCatalogue(wanted)
  setLocale(wanted)
  render(<App models={models} />, root)
}

const root = document.getElementById('app')

if (root) {
  void start(root)
}
