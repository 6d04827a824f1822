import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Alert } from '../../../../protocol/alerts.ts'
import { fetchAlerts } from '../../api/alerts.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { FrameTable } from '../../components/frameTable.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/alertMessages.ts'
import { formatTime } from '../../i18n/format.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { AlertState } from './alertState.tsx'
import {
  formatCompared,
  formatMeasured,
  formatThreshold,
  toSentence,
  toShownState,
} from './alertText.ts'

const EVERY_MS = 15_000

/** All alerts, those that fire first. */
export function AlertsList({ mayChange }: { mayChange: boolean }): JSX.Element {
  const load = useQuery('alerts', fetchAlerts, { everyMs: EVERY_MS })
  const list = load.data
  return (
    <div class="page alerts-page">
      <header class="alerts-bar">
        <h1 tabIndex={-1}>{t('nav.alerts')}</h1>
        {list && list.alerts.length > 0 && (
          <p class={list.firing > 0 ? 'alarm' : 'faint'} role="status">
            {list.firing > 0 ? t('alerts.firing', { count: list.firing }) : t('alerts.calm')}
          </p>
        )}
        {mayChange && <NewLink />}
      </header>
      {!mayChange && <p class="faint">{t('alerts.mayNot')}</p>}
      <ProblemBox load={load} />
      {!list && load.isLoading && (
        <p role="status" data-busy="true">
          {t('alerts.loading')}
        </p>
      )}
      {list?.alerts.length === 0 && (
        <EmptyState icon="live" title={t('alerts.none')} hint={t('alerts.noneHint')} />
      )}
      {list && list.alerts.length > 0 && <Table alerts={list.alerts} />}
    </div>
  )
}

function NewLink(): JSX.Element {
  return (
    <Link href="/alerts/new" class="button primary alerts-new">
      <Icon name="add" />
      {t('alerts.new')}
    </Link>
  )
}

function Table({ alerts }: { alerts: readonly Alert[] }): JSX.Element {
  return (
    <FrameTable
      label={t('nav.alerts')}
      headings={[
        t('alerts.state'),
        t('alerts.rule'),
        t('alerts.value'),
        t('alerts.trend'),
        t('alerts.since'),
      ]}
      numbers={[2]}
    >
      {alerts.map((alert) => (
        <Row key={alert.id} alert={alert} />
      ))}
    </FrameTable>
  )
}

function Row({ alert }: { alert: Alert }): JSX.Element {
  const { value = null, recent, since, problem } = alert
  return (
    <tr class={`alert-row ${toShownState(alert)}`}>
      <td>
        <AlertState state={toShownState(alert)} />
      </td>
      <th scope="row">
        <div class="alert-title">
          <Link href={`/alerts/${encodeURIComponent(alert.id)}`} class="alert-name">
            {toVisibleText(alert.name)}
          </Link>
          <span class="faint">{toSentence(alert)}</span>
          {problem && <span class="field-problem">{problem}</span>}
        </div>
      </th>
      <td class="number">
        <span class={alert.state === 'firing' ? 'alarm' : 'strong'}>{formatCompared(alert)}</span>
        {alert.measure !== 'no_data' && <span class="faint">{` / ${formatThreshold(alert)}`}</span>}
      </td>
      <td>
        <Sparkline
          counts={toHeights(alert)}
          label={t('alerts.trendOf', { count: recent.length, last: formatMeasured(alert, value) })}
        />
      </td>
      <td>{since === undefined ? t('alerts.never') : formatTime(since)}</td>
    </tr>
  )
}

const SHOWN_CHECKS = 30

/** The newest at the right. Of a rate near 1 the part that is missing is what can be seen. */
function toHeights({ measure, recent }: Alert): number[] {
  const heights = recent.map(({ value }) =>
    value === null ? 0 : measure === 'crash_free' ? 1 - value : value,
  )
  return [...Array(Math.max(0, SHOWN_CHECKS - heights.length)).fill(0), ...heights]
}
