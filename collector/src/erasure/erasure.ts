import { randomUUID } from 'node:crypto'
import type { Audit } from '../access/audit.ts'
import type { Settings } from '../store/settings.ts'
import type { DeleteProgress, SessionDeletion, SessionKey } from './sessionDeletion.ts'

/** Data to delete: one session's, or all of one user's. */
export type ErasureTarget =
  | { appId: string; sessionId: string }
  | { appId: string | undefined; userId: string }

export interface Erased {
  sessions: number
  events: number
}

/** Work that is stored until nothing is left: a kill in the midst must not hide which sessions are half deleted. */
export interface ErasureWork extends Erased {
  id: string
  actor: string
  target: ErasureTarget
  /** The sessions that were found first; those that are deleted already do no harm. */
  keys: SessionKey[]
  /** ms since the epoch. */
  startedAt: number
}

export interface RunningErasure extends DeleteProgress {
  work: ErasureWork
  isRunning: boolean
}

export interface Erasures {
  /**
   * Resolves when nothing is left. Asked again for the same target, it joins what is under way. Where it rejects, the work
   * stays stored and is tried again every minute, and at the next start.
   */
  erase(target: ErasureTarget, actor: string): Promise<Erased>
  /** Work that is not finished. */
  list(): Promise<RunningErasure[]>
  /** Goes on with what an earlier process has begun. */
  resume(): Promise<void>
  /** Leaves the rest to the next start. */
  stop(): void
}

export interface ErasureDeps {
  deletion: SessionDeletion
  settings: Pick<Settings, 'list' | 'write' | 'erase'>
  audit: Pick<Audit, 'write'>
  /** Other collectors may be at work on the same store. */
  isShared: boolean
  /** ms since the epoch. */
  now(): number
  report(message: string, error?: unknown): void
}

const KIND = 'erasure'
/** Time in ms after which the work of another collector is taken over: no erasure takes as long. */
const TAKEN_OVER_MS = 3_600_000
const NOTHING_DONE: DeleteProgress = { step: 0, steps: 0, partsLeft: 0 }

export function createErasures(deps: ErasureDeps): Erasures {
  const { deletion, settings, audit, isShared, now, report } = deps
  const running = new Map<string, { done: Promise<Erased>; progress: DeleteProgress }>()
  const stopping = new AbortController()

  async function begin(target: ErasureTarget, actor: string): Promise<ErasureWork> {
    const found = await deletion.find(target)
    const work = { id: randomUUID(), actor, target, startedAt: now(), ...found }
    await settings.write(KIND, work.id, work)
    await note(work, 'begun')
    return work
  }

  function run(work: ErasureWork): Promise<Erased> {
    const known = running.get(work.id)
    if (known !== undefined) {
      return known.done
    }
    const watched = { progress: NOTHING_DONE }
    const done = finish(work, (progress) => {
      watched.progress = progress
    }).finally(() => running.delete(work.id))
    running.set(work.id, Object.assign(watched, { done }))
    return done
  }

  async function finish(
    work: ErasureWork,
    onProgress: (progress: DeleteProgress) => void,
  ): Promise<Erased> {
    const { id, target, keys, sessions, events } = work
    await deletion.deleteAll(target, keys, { signal: stopping.signal, onProgress })
    await note(work, 'done')
    await settings.erase(KIND, id) // the work names the person: it must not stay either
    return { sessions, events }
  }

  function note({ actor, target, sessions, events }: ErasureWork, state: string): Promise<void> {
    const { appId } = target
    return audit.write({
      actor,
      act: 'userId' in target ? 'eraseUser' : 'eraseSession',
      // The log does not say whose data it was: that would be the data.
      subject: appId === undefined ? 'every application' : `application:${appId}`,
      details: { state, sessions, events },
    })
  }

  async function listWork(): Promise<ErasureWork[]> {
    return [...(await settings.list<ErasureWork>(KIND)).values()]
  }

  return {
    async erase(target, actor) {
      const same = JSON.stringify(target)
      const begun = (await listWork()).find((work) => JSON.stringify(work.target) === same)
      return run(begun ?? (await begin(target, actor)))
    },
    async list() {
      return (await listWork()).map((work) => {
        const entry = running.get(work.id)
        return { work, isRunning: entry !== undefined, ...(entry?.progress ?? NOTHING_DONE) }
      })
    },
    async resume() {
      const all = await listWork()
      for (const work of all.filter(
        ({ startedAt }) => !isShared || now() - startedAt > TAKEN_OVER_MS,
      )) {
        await run(work).catch((error) =>
          report(
            'An erasure failed; it is tried again until nothing is left. Read the reason below.',
            error,
          ),
        )
      }
    },
    stop: () => stopping.abort(),
  }
}
