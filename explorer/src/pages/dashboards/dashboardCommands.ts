import type { SavedDocument, SavedDocuments } from '../../../../protocol/analytics.ts'
import { createDashboard, deleteDashboard, replaceDashboard } from '../../api/dashboards.ts'
import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'
import { saveFile } from '../../components/saveFile.ts'
import { t } from '../../i18n/dashboardMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import { hasAccount } from '../../models/access.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import {
  parseDashboardDocument,
  printFile,
  toDashboardDraft,
} from '../../models/dashboards/dashboardDocument.ts'
import { queryCache } from '../../queries/queryCache.ts'

/** Key of the list of all dashboards in the cache of answers. */
export const DASHBOARDS_KEY = 'dashboards'

export interface Rights {
  /** May store and change what others see. */
  canShare: boolean
  /** May store what nobody else sees. */
  canKeepPrivate: boolean
}

export function toRights(access: AccessModel): Rights {
  return {
    canShare: access.me.value?.user?.role !== 'viewer',
    canKeepPrivate: hasAccount(access),
  }
}

export function mayChange(
  { isBuiltIn, isPrivate }: Pick<Dashboard, 'isBuiltIn' | 'isPrivate'>,
  { canShare }: Rights,
): boolean {
  return !isBuiltIn && (isPrivate || canShare)
}

/** Application that a new dashboard belongs to: none for those who see all, else the one that is chosen. */
export function toOwnApp(access: AccessModel, chosen: string | undefined): string {
  return access.me.value?.user?.applications === 'all' ? '' : (chosen ?? '')
}

/** Stores a new dashboard. Rejects with a text for the reader. */
export async function storeNew(dashboard: Omit<Dashboard, 'id' | 'isBuiltIn'>): Promise<Dashboard> {
  const draft = toDashboardDraft({ ...dashboard, id: '', isBuiltIn: false })
  const stored = await ask(() => createDashboard(draft))
  changeList((items) => [stored, ...items])
  return toStored(stored)
}

/** Replaces a dashboard. Rejects with a text for the reader. */
export async function storeAgain(dashboard: Dashboard): Promise<Dashboard> {
  const stored = await ask(() => replaceDashboard(dashboard.id, toDashboardDraft(dashboard)))
  changeList((items) => items.map((one) => (one.id === stored.id ? stored : one)))
  return toStored(stored)
}

/** Deletes a dashboard. Rejects with a text for the reader. */
export async function removeStored(id: string): Promise<void> {
  await ask(() => deleteDashboard(id))
  changeList((items) => items.filter((one) => one.id !== id))
}

export function exportDashboard(dashboard: Dashboard): void {
  const name = `${dashboard.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.dashboard.json`
  saveFile([printFile(dashboard)], { name, type: 'application/json' })
}

/** Shows at once what was just stored, before the list is asked for again. */
function changeList(change: (items: readonly SavedDocument[]) => SavedDocument[]): void {
  queryCache.setQueryData<SavedDocuments>([DASHBOARDS_KEY], (present) =>
    present ? { items: change(present.items) } : present,
  )
}

function toStored(document: SavedDocument): Dashboard {
  const parsed = parseDashboardDocument(document)
  if ('problem' in parsed) {
    throw new Error(t(`dash.problem.${parsed.problem}`))
  }
  return parsed
}

async function ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send()
  } catch (error) {
    throw new Error(toText(toProblem(error)))
  }
}

function toText({ kind, code, detail }: Problem): string {
  if (kind === 'forbidden') {
    return t(code === 'rum.scopeTooSmall' ? 'dash.problem.chooseApp' : 'dash.problem.noRight')
  }
  if (code === 'rum.tooMany') {
    return t('dash.problem.tooMany')
  }
  return kind === 'unreachable' ? t('problem.unreachable') : detail
}
