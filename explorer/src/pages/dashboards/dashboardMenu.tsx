import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { navigate } from 'wouter-preact/use-browser-location'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import type { MenuEntry } from '../../components/menu.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import { toDashboardUrl } from '../../models/dashboards/dashboardUrl.ts'
import { toDashboardState } from '../../models/dashboards/nextDashboard.ts'
import {
  exportDashboard,
  mayChange,
  removeStored,
  storeNew,
  toOwnApp,
  toRights,
} from './dashboardCommands.ts'
import { deletedDashboard, keepDraft } from './drafts.ts'

interface Props {
  access: AccessModel
  dashboard: Dashboard
  scope: { appId: string | undefined }
}

/** Copies, exports and deletes a dashboard. */
export function DashboardMenu({ access, dashboard, scope }: Props): JSX.Element {
  const [isAsking, setAsking] = useState(false)
  const rights = toRights(access)
  const canCopy = rights.canShare || rights.canKeepPrivate
  const report = (error: Error): void => announce(error.message)
  const copy = async (): Promise<void> => {
    const copied = await storeNew({
      ...dashboard,
      name: t('dash.copyOf', { name: dashboard.name }).slice(0, 200),
      appId: dashboard.appId || toOwnApp(access, scope.appId),
      isPrivate: dashboard.isPrivate || !rights.canShare,
      bindings: dashboard.isBuiltIn ? [] : dashboard.bindings, // the original is bound to the same already
    })
    keepDraft(copied.id, { ...toDashboardState(copied), isEditing: true })
    navigate(toDashboardUrl(copied.id))
    announce(t('dash.copied', { name: copied.name }))
  }
  const remove = async (): Promise<void> => {
    setAsking(false)
    await removeStored(dashboard.id)
    keepDraft(dashboard.id, toDashboardState(dashboard))
    deletedDashboard.value = dashboard
    navigate('/dashboards')
  }
  const entries: MenuEntry[] = [
    ...(canCopy
      ? [
          {
            id: 'copy',
            label: t('dash.copy'),
            icon: 'copy' as const,
            run: () => void copy().catch(report),
          },
        ]
      : []),
    {
      id: 'export',
      label: t('dash.export'),
      icon: 'download',
      run: () => exportDashboard(dashboard),
    },
    ...(mayChange(dashboard, rights)
      ? [
          {
            id: 'delete',
            label: t('dash.delete'),
            icon: 'close' as const,
            run: () => setAsking(true),
          },
        ]
      : []),
  ]
  return (
    <>
      <MenuButton
        label={t('dash.more', { name: dashboard.name })}
        icon="more"
        look="quiet"
        entries={entries}
      />
      <Dialog
        title={t(dashboard.isPrivate ? 'dash.deleteOwn' : 'dash.deleteSure', {
          name: dashboard.name,
        })}
        isOpen={isAsking}
        close={() => setAsking(false)}
      >
        <div class="dialog-actions">
          <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          <Button look="primary" onClick={() => void remove().catch(report)}>
            {t('dash.delete')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
