import type { JSX } from 'preact'
import type { Release, ReleaseComparison } from '../../../../protocol/releases.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { toDisappearance } from '../../models/releases/change.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import { ErrorNumbers, ErrorTitle } from './newErrors.tsx'
import { formatMeasure } from './releaseTexts.ts'

interface Props {
  errors: ReleaseComparison['gone_errors']
  release: Release
  before: Release
  scope: ReleaseScope
}

/** Errors of the release before that this one does not have: fixed, or too rare to tell. */
export function GoneErrors({ errors, release, before, scope }: Props): JSX.Element {
  return (
    <ul class="error-changes">
      {errors.map((error) => {
        const { expected, isFixed } = toDisappearance(
          error.sessions,
          before.sessions,
          release.sessions,
        )
        const hint = t('release.expected', { count: formatMeasure(expected, 'ratio') })
        return (
          <li key={error.fingerprint} class="error-change">
            <div class="error-change-head">
              <span class="error-change-title">
                <span class={`gone ${isFixed ? 'fixed' : 'rare'}`} title={hint}>
                  {t(isFixed ? 'release.fixed' : 'release.rare')}
                </span>
                <ErrorTitle error={error} />
              </span>
              <ErrorNumbers error={error} scope={scope} version={before.version} />
            </div>
            <p class="faint gone-hint">{hint}</p>
          </li>
        )
      })}
    </ul>
  )
}
