import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Release } from '../../../../protocol/releases.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/releaseMessages.ts'
import type { Change } from '../../models/releases/change.ts'
import { toChange } from '../../models/releases/change.ts'
import { COMPARED_MEASURES, MEASURES, toNumber } from '../../models/releases/measures.ts'
import { formatChange, formatMeasure, toMeasureLabel, toVersionText } from './releaseTexts.ts'

interface Props {
  release: Release
  before: Release
  toSessionsUrl: (version: string, term: string) => string
}

/** Numbers of a release beside those of the one before it, each with its sessions, and the differences in words. */
export function ComparisonTable({ release, before, toSessionsUrl }: Props): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus
    <div class="release-table comparison" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('release.number')}</th>
            <th scope="col" class="number">
              {toVisibleText(toVersionText(release.version))}
            </th>
            <th scope="col" class="number">
              {toVisibleText(toVersionText(before.version))}
            </th>
            <th scope="col">{t('release.change')}</th>
          </tr>
        </thead>
        <tbody>
          {COMPARED_MEASURES.map((key) => {
            const { kind, read, term } = MEASURES[key]
            const [now, then] = [release, before].map((one) => read(one, toWhole(one))) as [
              ReturnType<typeof read>,
              ReturnType<typeof read>,
            ]
            const change = toChange(MEASURES[key], now, then)
            return (
              <tr key={key}>
                <th scope="row">{toMeasureLabel(key)}</th>
                {[[release.version, now] as const, [before.version, then] as const].map(
                  ([version, value]) => (
                    <td key={version} class="number">
                      <Link href={toSessionsUrl(version, term)}>
                        {formatMeasure(toNumber(value), kind)}
                      </Link>
                    </td>
                  ),
                )}
                <td>{change ? <ChangeText change={change} /> : '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** All sessions of the application, from the share that the release has of them. */
function toWhole(release: Release): Release {
  const { sessions, adoption } = release
  return { ...release, sessions: adoption === 0 ? 0 : Math.round(sessions / adoption) }
}

const ARROWS = { up: 'M1 9 5 3l4 6z', down: 'M1 3l4 6 4-6z', same: 'M1 5h8v2H1z' } as const

/** A difference: an arrow, a number, and whether it is good, in a word and a colour. */
export function ChangeText({ change }: { change: Change }): JSX.Element {
  const { by, unit, direction, verdict } = change
  return (
    <span class={`change ${verdict}`}>
      <svg class="change-arrow" viewBox="0 0 10 12" width="10" height="12" aria-hidden="true">
        <path d={ARROWS[direction]} />
      </svg>
      <span class="change-number">
        <span class="visually-hidden">{`${t(`release.${direction}`)} `}</span>
        {formatChange(by, unit)}
      </span>
      {verdict !== 'neutral' && <span class="change-word">{t(`release.${verdict}`)}</span>}
    </span>
  )
}
