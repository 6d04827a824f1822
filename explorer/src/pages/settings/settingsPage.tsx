import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { useSearch } from 'wouter-preact/use-browser-location'
import { lazyPart } from '../../components/lazyPart.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { SettingsSection } from '../../models/settings/sections.ts'
import { isOpenCollector, listSections, SECTIONS } from '../../models/settings/sections.ts'

import '../../styles/frameTable.css'
import '../../styles/settings.css'

const ApplicationsSection = lazyPart(
  async () => (await import('./applicationsSection.tsx')).ApplicationsSection,
)
const PeopleSection = lazyPart(async () => (await import('./peopleSection.tsx')).PeopleSection)
const TokensSection = lazyPart(async () => (await import('./tokensSection.tsx')).TokensSection)
const SourceMapsSection = lazyPart(
  async () => (await import('./sourceMapsSection.tsx')).SourceMapsSection,
)

interface Props {
  access: AccessModel
  /** Rest of the path; `undefined` shows the first section that the reader may use. */
  section: string | undefined
}

/** Decisions of administrators and editors. Each section has an address of its own. */
export function SettingsPage({ access, section }: Props): JSX.Element {
  const me = access.me.value
  const allowed = listSections(me?.user)
  const known = SECTIONS.find((one) => one === section)
  const current = section === undefined ? allowed[0] : known
  useEffect(() => {
    const name = current ? `${t(`settings.section.${current}`)} · ` : ''
    document.title = `${name}${t('nav.settings')} · ${t('app.title')}`
  })
  return (
    <div class="page settings-page">
      <header class="settings-bar">
        <h1 tabIndex={-1}>{t('nav.settings')}</h1>
        {allowed.length > 1 && <Sections allowed={allowed} current={current} />}
      </header>
      {allowed.length === 0 || current === undefined || !allowed.includes(current) ? (
        <Forbidden isOfAll={allowed.length === 0} />
      ) : (
        <Suspense fallback={<Loading />}>
          <Section access={access} section={current} />
        </Suspense>
      )}
    </div>
  )
}

function Section({ access, section }: { access: AccessModel; section: SettingsSection }) {
  const search = useSearch()
  const me = access.me.value
  switch (section) {
    case 'applications':
      return <ApplicationsSection search={search} />
    case 'people':
      return <PeopleSection isOpen={isOpenCollector(me)} self={me?.user?.name} />
    case 'tokens':
      return <TokensSection isOpen={isOpenCollector(me)} />
    default:
      return <SourceMapsSection user={me?.user ?? undefined} />
  }
}

interface SectionsProps {
  allowed: readonly SettingsSection[]
  current: SettingsSection | undefined
}

function Sections({ allowed, current }: SectionsProps): JSX.Element {
  return (
    <nav class="settings-nav" aria-label={t('settings.sections')}>
      {allowed.map((section) => (
        <Link
          key={section}
          href={`/settings/${section}`}
          class="settings-link"
          aria-current={section === current ? 'page' : undefined}
        >
          {t(`settings.section.${section}`)}
        </Link>
      ))}
    </nav>
  )
}

function Loading(): JSX.Element {
  return (
    <p role="status" data-busy="true">
      {t('settings.loading')}
    </p>
  )
}

function Forbidden({ isOfAll }: { isOfAll: boolean }): JSX.Element {
  return (
    <div class="message forbidden" role="alert">
      <p class="message-title">{t('settings.mayNot')}</p>
      <p>{t(isOfAll ? 'settings.mayNotHint' : 'settings.mayNotSection')}</p>
    </div>
  )
}
