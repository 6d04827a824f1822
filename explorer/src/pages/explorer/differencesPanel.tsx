import type { JSX } from 'preact'
import type { Differences } from '../../../../protocol/analytics.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'
import { getJson } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatShare } from '../../i18n/format.ts'
import { t } from '../../i18n/partMessages.ts'
import { useQuery } from '../../queries/useQuery.ts'

import '../../styles/differences.css'

/** Two parts of the same rows to compare. */
export interface DifferencesQuestion {
  of: 'sessions' | 'events'
  /** Type of the events. */
  type?: Measurement | undefined
  /** Finds the one part; the other one is the rest of `query`. */
  search: string
  query: string
  appId: string | undefined
  range: { from: number; to?: number }
}

interface Props {
  question: DifferencesQuestion
  /** Called before a value becomes a filter. */
  close?: () => void
}

/** Values that are more frequent among the rows of the search than among the other rows of the range. */
export function DifferencesPanel({ question, close }: Props): JSX.Element {
  const load = useQuery(`differences ${JSON.stringify(question)}`, (abort) =>
    fetchDifferences(question, abort),
  )
  const { data } = load
  return (
    <>
      <ProblemBox load={load} />
      {load.isLoading && !data && (
        <p role="status" data-busy="true">
          {t('list.loading')}
        </p>
      )}
      {data && (
        <p class="differences-about">
          {t('differences.about', { selected: data.selected, others: data.others })}{' '}
          <span class="faint">{t('differences.order')}</span>
        </p>
      )}
      {data?.differences.length === 0 && (
        <EmptyState
          icon="differs"
          title={t('differences.none')}
          hint={t(data.others === 0 ? 'differences.none.others' : 'differences.none.hint')}
        />
      )}
      {data && data.differences.length > 0 && (
        <DifferencesTable question={question} data={data} {...(close && { close })} />
      )}
    </>
  )
}

function fetchDifferences(
  { of, type, search, query, appId, range }: DifferencesQuestion,
  abort: AbortSignal,
): Promise<Differences> {
  const params = { ...range, app_id: appId, query, type, of: search, limit: 30 }
  return getJson(`/api/${of}/differences`, { params, abort })
}

interface TableProps extends Props {
  data: Differences
}

function DifferencesTable({ question, data, close }: TableProps): JSX.Element {
  const actions = useValueActions()
  const { type } = question
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus
    <section class="differences" tabIndex={0} aria-label={t('differences.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('selection.field')}</th>
            <th scope="col">{t('differences.value')}</th>
            <th scope="col">{t('differences.selected')}</th>
            <th scope="col">{t('differences.others')}</th>
            <th scope="col">
              <span class="visually-hidden">{t('differences.filter')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.differences.map(({ key, value, selected, others }) => (
            <tr key={`${key} ${value}`}>
              <th scope="row">{toFieldLabel(key, type)}</th>
              <td class="differences-value">
                <Value field={key} raw={value} actions={actions} />
              </td>
              <td>
                <Share part={selected} whole={data.selected} look="selected" />
              </td>
              <td>
                <Share part={others} whole={data.others} look="others" />
              </td>
              <td>
                <Button
                  look="quiet"
                  onClick={() => {
                    close?.()
                    actions.filter({ field: key, raw: value })
                  }}
                >
                  {t('differences.filter')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface ShareProps {
  part: number
  whole: number
  look: 'selected' | 'others'
}

function Share({ part, whole, look }: ShareProps): JSX.Element {
  const share = whole === 0 ? 0 : part / whole
  return (
    <span class={`share ${look}`} title={`${formatCount(part)} / ${formatCount(whole)}`}>
      <span class="share-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span class="share-number">{formatShare(share)}</span>
    </span>
  )
}
