import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../i18n/messages.ts'

export function UnknownPage(): JSX.Element {
  return (
    <div class="message">
      <h1>{t('unknown.title')}</h1>
      <p>
        <Link href="/">{t('unknown.link')}</Link>
      </p>
    </div>
  )
}
