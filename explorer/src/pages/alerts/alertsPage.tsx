import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useSearch } from 'wouter-preact/use-browser-location'
import { t } from '../../i18n/alertMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { AlertDetailPage, NewAlertPage } from './alertDetail.tsx'
import { AlertsList } from './alertsList.tsx'

import '../../styles/related.css'
import '../../styles/frameTable.css'
import '../../styles/alerts.css'

interface Props {
  explorer: Explorer
  access: AccessModel
  /** An alert, or `new`. */
  id: string | undefined
}

/** Rules, and what they have found. */
export function AlertsPage({ access, id }: Props): JSX.Element {
  const search = useSearch()
  const role = access.me.value?.user?.role
  const mayChange = role !== 'viewer'
  useEffect(() => {
    document.title = `${t('nav.alerts')} · ${t('app.title')}`
  })
  if (id === undefined) {
    return <AlertsList mayChange={mayChange} />
  }
  return id === 'new' ? (
    <NewAlertPage key={search} search={search} mayChange={mayChange} />
  ) : (
    <AlertDetailPage key={id} id={id} mayChange={mayChange} />
  )
}
