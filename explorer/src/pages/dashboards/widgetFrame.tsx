import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { writeClipboard } from '../../components/clipboard.ts'
import { Icon } from '../../components/icon.tsx'
import type { MenuEntry } from '../../components/menu.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { WidgetPlan } from '../../models/dashboards/widgetQuestion.ts'
import { findWidgetProblem } from '../../models/dashboards/widgetQuestion.ts'
import { toWidgetSearch } from '../../models/dashboards/widgetSearch.ts'
import type { AnswerTable } from './answerTable.ts'
import { toAnswerTable, toTableText } from './answerTable.ts'
import type { WidgetAnswer } from './useWidgetAnswer.ts'
import { useWidgetAnswer } from './useWidgetAnswer.ts'
import type { WidgetContext } from './widgetContext.ts'
import { toBehindUrl } from './widgetContext.ts'
import { WidgetPicture } from './widgetPicture.tsx'
import { toWidgetTitle } from './widgetTexts.ts'

interface Props extends WidgetContext {
  plan: WidgetPlan | undefined
  /** Handle that moves the widget, and what its menu offers, while the dashboard is edited. */
  edit?: { handle: ComponentChildren; entries: readonly MenuEntry[]; isChosen: boolean } | undefined
}

/** A widget with its title and menu. It loads, fails and asks again by itself. */
export function WidgetFrame(props: Props): JSX.Element {
  const { widget, scope, plan, edit } = props
  const titleId = useId()
  const [showsTable, setShowsTable] = useState(false)
  const answer = useWidgetAnswer(widget, plan)
  const title = toWidgetTitle(widget)
  const { ignored } = toWidgetSearch(widget, scope)
  const canBeTable = widget.kind !== 'table'
  return (
    <article
      class={`widget widget-${widget.kind}${edit?.isChosen ? ' is-chosen' : ''}`}
      data-widget={widget.id}
      aria-labelledby={titleId}
      aria-busy={answer.load.isLoading}
    >
      <header class="widget-bar">
        {edit?.handle}
        <h2 id={titleId} class="widget-title">
          {edit ? title : <Link href={toBehindUrl(props)}>{title}</Link>}
        </h2>
        {ignored !== '' && (
          <span class="widget-note" title={t('widget.ignored', { terms: ignored })}>
            <Icon name="exclude" />
            <span class="visually-hidden">{t('widget.ignored', { terms: ignored })}</span>
          </span>
        )}
        <MenuButton
          label={t('widget.more', { name: title })}
          icon="more"
          look="quiet"
          entries={[
            ...(edit?.entries ?? []),
            ...(canBeTable
              ? [
                  {
                    id: 'table',
                    label: t(showsTable ? 'widget.asPicture' : 'widget.asTable'),
                    icon: 'rows' as const,
                    run: () => setShowsTable(!showsTable),
                  },
                ]
              : []),
            {
              id: 'copy',
              label: t('widget.copyText'),
              icon: 'copy',
              run: () => copyTable(toAnswerTable(widget, answer)),
            },
          ]}
        />
      </header>
      <div class="widget-body" data-busy={answer.load.isStale}>
        <WidgetBody
          {...props}
          answer={answer}
          showsTable={showsTable && canBeTable}
          title={title}
        />
      </div>
    </article>
  )
}

function copyTable(table: AnswerTable): void {
  writeClipboard(toTableText(table)).then(
    () => announce(t('widget.textCopied')),
    () => announce(t('value.copyFailed')),
  )
}

interface BodyProps extends WidgetContext {
  answer: WidgetAnswer
  showsTable: boolean
  title: string
}

function WidgetBody(props: BodyProps): JSX.Element {
  const { widget, answer, showsTable, title } = props
  const problem = findWidgetProblem(widget)
  if (problem) {
    return <p class="widget-none warn">{t(`widget.problem.${problem}`)}</p>
  }
  const { load, groups, bars } = answer
  if (load.problem || load.isCancelled) {
    return <ProblemBox load={load} isCompact />
  }
  if (groups === undefined && bars === undefined) {
    return <Waiting />
  }
  return showsTable ? (
    <PlainTable table={toAnswerTable(widget, answer)} title={title} />
  ) : (
    <WidgetPicture {...props} />
  )
}

const SLOW_MS = 3000

function Waiting(): JSX.Element {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class="widget-waiting">
      <p class={isSlow ? 'faint' : 'visually-hidden'} role="status">
        {t(isSlow ? 'progress.slow' : 'widget.loading')}
      </p>
      <div class="skeleton" />
      <div class="skeleton short" />
    </div>
  )
}

function PlainTable({ table, title }: { table: AnswerTable; title: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus
    <div class="table-scroll" tabIndex={0}>
      <table class="widget-table" aria-label={title}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells) => (
            <tr key={cells.join('\t')}>
              {cells.map((cell, index) => (
                <td key={table.columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
