import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../i18n/messages.ts'
import { toUserPath } from '../models/route.ts'
import { negateTerm, removeTerm, toChips } from '../models/search/editSearch.ts'
import { readUserTerm } from '../models/user/userField.ts'
import { Icon } from './icon.tsx'

interface Props {
  text: string
  appId: string | undefined
  apply: (text: string) => void
}

/** The search as chips: each can be reversed or removed. Empty while the text has a mistake. */
export function TermChips({ text, appId, apply }: Props): JSX.Element | null {
  const chips = toChips(text)
  if (chips.length === 0) {
    return null
  }
  return (
    <ul class="term-chips" aria-label={t('search.chips')}>
      {chips.map(({ text: term, isNegated }, index) => {
        const whole = isNegated ? `-${term}` : term
        const user = readUserTerm(term)
        return (
          <li key={`${index} ${whole}`} class={isNegated ? 'term-chip negated' : 'term-chip'}>
            <span class="term" title={whole}>
              {whole}
            </span>
            {user && (
              <Link
                href={toUserPath(user, appId)}
                class="term-link"
                aria-label={t('value.openUser')}
                title={t('value.openUser')}
              >
                <Icon name="session" />
              </Link>
            )}
            <button
              type="button"
              aria-pressed={isNegated}
              aria-label={t('search.chip.negate', { term })}
              title={t('search.chip.negate', { term })}
              onClick={() => apply(negateTerm(text, index))}
            >
              <Icon name="exclude" />
            </button>
            <button
              type="button"
              aria-label={t('search.chip.remove', { term: whole })}
              title={t('search.chip.remove', { term: whole })}
              onClick={() => apply(removeTerm(text, index))}
            >
              <Icon name="close" />
            </button>
          </li>
        )
      })}
      {chips.length > 1 && (
        <li>
          <button type="button" class="facet-more" onClick={() => apply('')}>
            {t('search.removeAll')}
          </button>
        </li>
      )}
    </ul>
  )
}
