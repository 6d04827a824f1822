import { useEffect, useRef, useState } from 'preact/hooks'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { Dashboard, Widget } from '../../models/dashboards/dashboard.ts'
import type {
  DashboardCommand,
  DashboardInput,
  DashboardState,
} from '../../models/dashboards/nextDashboard.ts'
import { nextDashboard, toDashboardState } from '../../models/dashboards/nextDashboard.ts'
import { storeAgain } from './dashboardCommands.ts'
import { drafts, isUnsaved, keepDraft } from './drafts.ts'
import { toWidgetTitle } from './widgetTexts.ts'

export interface DashboardEdit {
  state: DashboardState
  step: (input: DashboardInput) => void
  /** Widget whose settings are open. */
  chosen: string | undefined
  choose: (id: string | undefined) => void
  /** The last change, for readers who do not see the grid. */
  told: string
}

/** Holds a dashboard while it is shown, and carries out what its state asks for. */
export function useDashboard(dashboard: Dashboard): DashboardEdit {
  const { id } = dashboard
  const state = drafts.value.get(id) ?? toDashboardState(dashboard)
  const latest = useRef(state)
  latest.current = state
  const [chosen, choose] = useState<string>()
  const [told, setTold] = useState('')

  function step(input: DashboardInput): void {
    const next = nextDashboard(latest.current, input)
    latest.current = next.state
    keepDraft(id, next.state)
    next.commands.forEach(carryOut)
  }

  function carryOut(command: DashboardCommand): void {
    if (command.kind === 'store') {
      storeAgain(command.dashboard).then(
        (stored) => {
          step({ kind: 'saved', dashboard: stored })
          announce(t('dash.saved', { name: stored.name }))
        },
        (error: Error) => step({ kind: 'saveFailed', problem: error.message }),
      )
      return
    }
    const { what, widget } = command
    setTold(t(`widget.${what}`, { name: toWidgetTitle(widget), place: toPlaceText(widget) }))
    if (what === 'added') {
      choose(widget.id)
    } else if (what === 'removed') {
      choose(undefined)
    }
  }

  useEffect(
    () => () => {
      if (isUnsaved(id)) {
        announce(t('dash.stillUnsaved', { name: latest.current.shown.name }))
      }
    },
    [id],
  )
  return {
    state,
    step,
    chosen,
    choose(next) {
      choose(next)
      if (next === undefined && chosen !== undefined) {
        focusHandle(chosen)
      }
    },
    told,
  }
}

/** The reader goes on where the settings were opened from. */
function focusHandle(id: string): void {
  const widget = document.querySelector(`[data-widget="${CSS.escape(id)}"]`)
  widget?.querySelector<HTMLElement>('.widget-handle')?.focus()
}

function toPlaceText({ place: { x, y, w, h } }: Widget): string {
  return t('widget.place', { x: x + 1, end: x + w, y: y + 1, h })
}
