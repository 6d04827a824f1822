import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Me } from '../../../../protocol/access.ts'
import type { FacetValue } from '../../../../protocol/analytics.ts'
import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'
import { countErased, eraseUser, fetchErasures } from '../../api/users.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/userMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import { quoteValue } from '../../models/search/printSearch.ts'
import { useQuery } from '../../queries/useQuery.ts'

interface Props {
  access: AccessModel
  user: string
  appId: string | undefined
  /** User ids of the sessions that are shown. */
  ids: readonly FacetValue[]
  onErased: () => void
}

type Phase =
  | { kind: 'idle' | 'asking' | 'running' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'done'; sessions: number; events: number }

/**
 * Offers the deletion of a user's data to those who may: the collector deletes by user id alone, so that a name that two
 * people share deletes neither by mistake.
 */
export function EraseUser({ access, user, appId, ids, onErased }: Props): JSX.Element | null {
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' })
  const userId = toErasableId(user, ids)
  if (phase.kind === 'done') {
    const { sessions, events } = phase
    return (
      <p class="message quiet" role="status">
        {t('user.erased', { count: sessions, events })}
      </p>
    )
  }
  if (userId === undefined || !mayErase(access.me.value, appId)) {
    return null
  }
  async function erase(userid: string): Promise<void> {
    setPhase({ kind: 'running' })
    try {
      const erased = await eraseUser({ userid, ...(appId !== undefined && { app_id: appId }) })
      setPhase({ kind: 'done', ...erased })
      onErased()
    } catch (error) {
      setPhase({ kind: 'failed', problem: toProblem(error) })
    }
  }
  const close = () => setPhase({ kind: 'idle' })
  return (
    <p class="user-erase">
      <Button icon="close" onClick={() => setPhase({ kind: 'asking' })}>
        {t('user.erase')}
      </Button>
      <Dialog
        title={t('user.eraseOf', { user: toVisibleText(userId) })}
        isOpen={phase.kind !== 'idle'}
        close={close}
      >
        <Extent userId={userId} appId={appId} />
        {phase.kind === 'failed' && (
          <ProblemBox
            load={{ problem: phase.problem, isCancelled: false, retry: () => void erase(userId) }}
          />
        )}
        {phase.kind === 'running' && <Progress />}
        {phase.kind === 'asking' && (
          <p class="dialog-actions">
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button look="primary" onClick={() => void erase(userId)}>
              {t('user.eraseNow')}
            </Button>
          </p>
        )}
      </Dialog>
    </p>
  )
}

/** The id that the page is about: its own address, or the only id of the name. */
function toErasableId(user: string, ids: readonly FacetValue[]): string | undefined {
  const known = ids.map(({ value }) => value).filter((value) => value !== '')
  return known.includes(user) ? user : known.length === 1 ? known[0] : undefined
}

function mayErase(me: Me | undefined, appId: string | undefined): boolean {
  const user = me?.user
  if (user?.role !== 'admin') {
    return false
  }
  const { applications } = user
  return applications === 'all' || (appId !== undefined && applications.includes(appId))
}

/** Says what would go: how many sessions, of whom, where. */
function Extent({ userId, appId }: { userId: string; appId: string | undefined }): JSX.Element {
  const [to] = useState(Date.now)
  const query = `userid:${quoteValue(userId)}`
  const load = useQuery(`erased ${JSON.stringify([query, appId, to])}`, (abort) =>
    countErased({ query, appId, from: 0, to }, abort),
  )
  return (
    <>
      <ProblemBox load={load} isCompact />
      {load.data && (
        <p>
          {t('user.eraseWhat', {
            count: load.data.count,
            user: toVisibleText(userId),
            app: toVisibleText(appId ?? t('user.eraseAll')),
          })}
        </p>
      )}
      <p class="faint">{t('user.eraseFirst')}</p>
    </>
  )
}

const PROGRESS_EVERY_MS = 1000

function Progress(): JSX.Element {
  const load = useQuery('erasures', fetchErasures, { everyMs: PROGRESS_EVERY_MS, isQuiet: true })
  const running = load.data?.erasures.find((one) => one.is_running && one.step > 0)
  return (
    <p role="status" data-busy="true">
      {running
        ? t('user.erasingStep', { step: running.step, steps: running.steps })
        : t('user.erasing')}
    </p>
  )
}
