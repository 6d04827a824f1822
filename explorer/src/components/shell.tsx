import type { ComponentChildren, JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { t } from '../i18n/messages.ts'
import type { AccessModel } from '../models/access.ts'
import type { ThemeModel } from '../models/theme.ts'
import type { SlowQueries } from '../queries/slowQueries.ts'
import { AccountMenu } from './accountMenu.tsx'
import { IconButton } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { isTyping } from './keyEvent.ts'
import { LanguageMenu } from './languageMenu.tsx'
import { lazyPart } from './lazyPart.tsx'
import { MenuPlace } from './menu.tsx'
import { ProgressLine } from './progressLine.tsx'
import { ThemeToggle } from './themeToggle.tsx'
import { Toast } from './toast.tsx'

const KeyHelp = lazyPart(async () => (await import('./keyHelp.tsx')).KeyHelp)

export interface ShellTab {
  label: string
  href: string
  isCurrent: boolean
}

interface Props {
  theme: ThemeModel
  access: AccessModel
  slow: SlowQueries
  tabs: readonly ShellTab[]
  children: ComponentChildren
}

/** Frame around every page. */
export function Shell({ theme, access, slow, tabs, children }: Props): JSX.Element {
  const [showsKeys, setShowsKeys] = useState(false)
  useHelpKey(() => setShowsKeys(true))
  return (
    <>
      <a class="skip-link" href="#main">
        {t('app.skip')}
      </a>
      <header class="top-bar">
        <Link href="/" class="brand" aria-label={t('app.title')}>
          <svg class="brand-mark" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
            <path d="M1.5 9h3l2-6 3 10 2-4h3" />
          </svg>
          <span class="brand-name">{t('app.title')}</span>
        </Link>
        <nav class="tabs" aria-label={t('nav.label')}>
          {tabs.map(({ label, href, isCurrent }) => (
            <Link key={label} href={href} class="tab" aria-current={isCurrent ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div class="top-tools">
          <AccountMenu model={access} />
          <IconButton icon="keyboard" label={t('app.keys')} onClick={() => setShowsKeys(true)} />
          <LanguageMenu />
          <ThemeToggle model={theme} />
        </div>
      </header>
      <ProgressLine slow={slow} />
      <main id="main" tabIndex={-1}>
        {children}
        <MenuPlace />
      </main>
      <Dialog title={t('keys.title')} isOpen={showsKeys} close={() => setShowsKeys(false)}>
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          <KeyHelp />
        </Suspense>
      </Dialog>
      <Toast />
    </>
  )
}

/** `?` shows the keys, except in a field. */
function useHelpKey(show: () => void): void {
  useEffect(() => {
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      if (key === '?' && !isTyping(target)) {
        show()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
