import type { JSX } from 'preact'
import type { Differences } from '../../../../protocol/analytics.ts'
import { getJson } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatShare } from '../../i18n/format.ts'
import { t } from '../../i18n/partMessages.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { useQuery } from '../../queries/useQuery.ts'
import type { Question } from './listRequests.ts'
import { toParams, toRoot } from './listRequests.ts'
import type { Explorer } from './useExplorer.ts'

import '../../styles/differences.css'

interface Props {
  explorer: Explorer
  questionKey: string
  close: () => void
}

/** Values that are more frequent among the rows of the search than among the other rows of the range. */
export function DifferencesPanel({ explorer, questionKey, close }: Props): JSX.Element {
  const { state, window } = explorer
  const load = useQuery(`differences ${questionKey}`, (abort) =>
    fetchDifferences({ state, window }, abort),
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
        <DifferencesTable explorer={explorer} data={data} close={close} />
      )}
    </>
  )
}

/** The search chooses the rows; their others are the rest of the list without it. */
function fetchDifferences(question: Question, abort: AbortSignal): Promise<Differences> {
  const params = { ...toParams(question, ''), of: question.state.query, limit: 30 }
  return getJson(`${toRoot(question.state)}/differences`, { params, abort })
}

interface TableProps {
  explorer: Explorer
  data: Differences
  close: () => void
}

function DifferencesTable({ explorer, data, close }: TableProps): JSX.Element {
  const actions = useValueActions()
  const type = toEventType(explorer.state.list)
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
                    close()
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
