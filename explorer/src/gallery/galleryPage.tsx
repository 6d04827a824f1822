import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { LOG_STATUSES } from '../../../protocol/logStatus.ts'
import type { Problem } from '../api/request.ts'
import { Button, IconButton } from '../components/button.tsx'
import { ColumnsMenu } from '../components/columnsMenu.tsx'
import { DataTable } from '../components/dataTable.tsx'
import type { TableColumn } from '../components/dataTableHeader.tsx'
import { Dialog } from '../components/dialog.tsx'
import { EmptyState } from '../components/emptyState.tsx'
import { EventTag } from '../components/eventTag.tsx'
import { Facet } from '../components/facet.tsx'
import { Histogram } from '../components/histogram.tsx'
import { LogStatus } from '../components/logStatus.tsx'
import { MenuButton } from '../components/menu.tsx'
import { ProblemBox } from '../components/problemBox.tsx'
import { RangeFacet } from '../components/rangeFacet.tsx'
import { RangePicker } from '../components/rangePicker.tsx'
import { SearchBox } from '../components/searchBox.tsx'
import { Segmented } from '../components/segmented.tsx'
import { Sparkline } from '../components/sparkline.tsx'
import { StatusBadge } from '../components/statusBadge.tsx'
import { TermChips } from '../components/termChips.tsx'
import { announce } from '../components/toast.tsx'
import { Value } from '../components/value.tsx'
import type { ValueActions } from '../components/valueMenu.tsx'
import { formatCount, formatDuration, formatSpan, formatTick } from '../i18n/format.ts'
import { EVENT_TYPES } from '../models/eventTypes.ts'
import type { Range } from '../models/time/range.ts'
import '../styles/events.css'
import '../styles/gallery.css'

/** Every component in every state, for those who build screens. Its texts are of no language but English. */
export function GalleryPage(): JSX.Element {
  return (
    <div class="page gallery">
      <h1>Components</h1>
      <Buttons />
      <Choices />
      <Searching />
      <Values />
      <Facets />
      <Pictures />
      <Table />
      <Messages />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="gallery-part" aria-label={title}>
      <h2>{title}</h2>
      <div class="gallery-states">{children}</div>
    </section>
  )
}

const nothing = (): void => {}

function Buttons(): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  return (
    <Part title="Button, dialog, tooltip, message">
      <Button>Plain</Button>
      <Button icon="filter">With icon</Button>
      <Button look="primary">Primary</Button>
      <Button look="quiet">Quiet</Button>
      <Button isPressed>Pressed</Button>
      <Button isBusy>Busy</Button>
      <IconButton icon="refresh" label="Refresh" onClick={nothing} />
      <Button onClick={() => setOpen(true)}>Open dialog</Button>
      <Button onClick={() => announce('Copied: Chrome')}>Show message</Button>
      <Dialog title="A dialog" isOpen={isOpen} close={() => setOpen(false)}>
        <p>Escape and a click outside close it.</p>
      </Dialog>
    </Part>
  )
}

function Choices(): JSX.Element {
  const [chosen, setChosen] = useState<'one' | 'two'>('one')
  const [range, setRange] = useState<Range>({ last: { count: 4, unit: 'h' } })
  const [columns, setColumns] = useState<readonly string[]>(['browser', 'country'])
  return (
    <Part title="Segmented, menu, time range, columns">
      <Segmented
        label="Rows"
        chosen={chosen}
        choices={[
          { value: 'one', label: 'Grouped' },
          { value: 'two', label: 'Single' },
        ]}
        choose={setChosen}
      />
      <MenuButton
        label="A menu"
        text="Menu"
        entries={[
          { id: 'a', icon: 'copy', label: 'An action', run: nothing },
          { id: 'b', label: 'A choice', isChecked: true, run: nothing },
        ]}
      />
      <RangePicker range={range} zone="browser" choose={setRange} chooseZone={nothing} />
      <ColumnsMenu
        toLabel={(key) => key}
        columns={columns}
        fields={['browser', 'country', 'city', 'os']}
        change={setColumns}
        reset={() => setColumns(['browser', 'country'])}
      />
    </Part>
  )
}

function Searching(): JSX.Element {
  const [text, setText] = useState('env:prod -browser:Edge duration:>2s "is not"')
  return (
    <Part title="Search and chips">
      <SearchBox text={text} apply={setText} suggest={async () => []} />
      <SearchBox text="env:(prod OR" apply={nothing} suggest={async () => []} />
      <TermChips text={text} appId={undefined} apply={setText} />
    </Part>
  )
}

const ACTIONS: ValueActions = {
  filter: nothing,
  exclude: nothing,
  isColumn: () => false,
  toggleColumn: nothing,
}

function Values(): JSX.Element {
  return (
    <Part title="Value, status, event type">
      <Value field="browser" raw="Chrome" actions={ACTIONS} />
      <Value field="browser" raw={undefined} actions={ACTIONS} />
      <Value field="session_error_count" raw={3} look="alarm" actions={ACTIONS} />
      <Value field="lcp" raw={3e9} look="warn" actions={ACTIONS}>
        3.0 s
      </Value>
      {(['open', 'left', 'exited', 'crashed', 'unhandled', 'abnormal'] as const).map((status) => (
        <StatusBadge key={status} status={status} />
      ))}
      {[...LOG_STATUSES, 'Audit'].map((status) => (
        <LogStatus key={status} status={status} />
      ))}
      {EVENT_TYPES.map((type) => (
        <EventTag key={type} type={type} />
      ))}
    </Part>
  )
}

function Facets(): JSX.Element {
  const common = {
    field: 'browser',
    formatCount,
    formatValue: (value: string) => value,
    rest: 0,
    toggleOnly: nothing,
    toggleIncluded: nothing,
    toggleExcluded: nothing,
    isFirst: false,
    isLast: false,
    remove: nothing,
    move: nothing,
  }
  return (
    <Part title="Facet">
      <Facet
        {...common}
        label="With choices"
        rest={12}
        rows={[
          { value: 'Chrome', count: 812, share: 0.6, state: 'included' },
          { value: 'Edge', count: 301, share: 0.22, state: 'excluded' },
          { value: '', count: 240, share: 0.18, state: 'neutral' },
        ]}
      />
      <Facet {...common} label="Loading" rows={undefined} />
      <Facet {...common} label="Empty" rows={[]} />
      <RangeFacet
        {...common}
        label="Number"
        kind="duration"
        range={{ low: 2e9, high: 5e9, isHighOut: true }}
        bars={Array.from({ length: 12 }, (_, second) => ({
          from: second * 1e9,
          to: (second + 1) * 1e9,
          count: (second * 37) % 50,
        }))}
        formatValue={formatDuration}
        change={nothing}
      />
    </Part>
  )
}

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

function Pictures(): JSX.Element {
  const buckets = Array.from({ length: 48 }, (_, index) => {
    const count = Math.round(60 + 50 * Math.sin(index / 4))
    return {
      time: START + index * HOUR,
      count,
      errored: Math.round(count / 4),
      crashed: Math.round(count / 12),
    }
  })
  return (
    <Part title="Histogram and trend">
      <Histogram
        buckets={buckets}
        intervalMs={HOUR}
        visible={{ from: START + 20 * HOUR, to: START + 26 * HOUR }}
        isBusy={false}
        hasErrors
        hasCrashes
        formats={{ tick: formatTick, span: formatSpan, count: formatCount }}
        zoom={nothing}
      />
      <Sparkline counts={[1, 4, 2, 0, 0, 9, 3]} label="1, 4, 2, 0, 0, 9, 3" />
    </Part>
  )
}

const ROWS = Array.from({ length: 100_000 }, (_, index) => ({ id: index, browser: 'Chrome' }))
const COLUMNS: readonly TableColumn<{ id: number; browser: string }>[] = [
  {
    field: 'id',
    label: 'Id',
    width: 140,
    isSortable: true,
    read: ({ id }) => ({ field: 'id', raw: id }),
  },
  {
    field: 'browser',
    label: 'Browser',
    width: 200,
    read: (row) => ({ field: 'browser', raw: row.browser }),
  },
]

function Table(): JSX.Element {
  return (
    <Part title="Table of 100,000 rows">
      <div class="gallery-table">
        <DataTable
          label="Rows"
          columns={COLUMNS}
          rows={ROWS}
          totalRows={ROWS.length}
          rowKey={({ id }) => String(id)}
          rowPath={() => '/gallery'}
          scrollKey={undefined}
          density="dense"
          sort={{ field: 'id', isDescending: true }}
          changeSort={nothing}
          resize={nothing}
          actions={ACTIONS}
          isBusy={false}
        />
      </div>
    </Part>
  )
}

const PROBLEMS: readonly Problem[] = [
  { kind: 'notFound', detail: 'no such session (rum.notFound)', status: 404, code: '' },
  { kind: 'unreachable', detail: '', status: 0, code: '' },
  { kind: 'forbidden', detail: '', status: 403, code: '' },
]

function Messages(): JSX.Element {
  return (
    <Part title="Empty and failed">
      <EmptyState
        icon="search"
        title="Nothing in this range matches."
        hint="Choose a longer range."
      >
        <Button>Last 30 days</Button>
      </EmptyState>
      {PROBLEMS.map((problem) => (
        <ProblemBox key={problem.kind} load={{ problem, isCancelled: false, retry: nothing }} />
      ))}
      <ProblemBox load={{ problem: undefined, isCancelled: true, retry: nothing }} isCompact />
    </Part>
  )
}
