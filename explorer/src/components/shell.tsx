import type { ComponentChildren, JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { AccessModel } from '../models/access.ts'
import type { ThemeModel } from '../models/theme.ts'
import { AccountMenu } from './accountMenu.tsx'
import { ThemeToggle } from './themeToggle.tsx'

interface Props {
  theme: ThemeModel
  access: AccessModel
  children: ComponentChildren
}

/** Frame around every page. */
export function Shell({ theme, access, children }: Props): JSX.Element {
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header class="top-bar">
        <Link href="/" class="brand">
          <svg class="brand-mark" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
            <path d="M1.5 9h3l2-6 3 10 2-4h3" />
          </svg>
          Session Explorer
        </Link>
        <AccountMenu model={access} />
        <ThemeToggle model={theme} />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
