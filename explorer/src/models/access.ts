import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { Me } from '../../../protocol/access.ts'
import { fetchMe, sendSignIn, sendSignOut } from '../api/access.ts'
import type { Problem } from '../api/request.ts'
import { onSignInNeeded, toProblem } from '../api/request.ts'

/** `needed`: the user is not signed in. `ended`: the user was signed in on this page before. */
type AccessPhase = 'unknown' | 'granted' | 'needed' | 'ended'

export interface AccessModel {
  readonly phase: ReadonlySignal<AccessPhase>
  readonly me: ReadonlySignal<Me | undefined>
  readonly problem: ReadonlySignal<Problem | undefined>
  signIn(name: string, password: string): Promise<void>
  signOut(): Promise<void>
  stop(): void
}

/** True if the reader is signed in as a person: the collector then keeps private views, and can sign the reader out. */
export function hasAccount({ me }: Pick<AccessModel, 'me'>): boolean {
  return me.value?.user != null && me.value.sign_in.sign_out
}

/** True if the reader is known and may change what others see: editors and administrators. */
export function mayChange({ me }: Pick<AccessModel, 'me'>): boolean {
  const role = me.value?.user?.role
  return role !== undefined && role !== 'viewer'
}

/** Asks the collector for the user's identity. `reload` loads the same address again, which holds all state. */
export function startAccess(reload: () => void): AccessModel {
  const phase = signal<AccessPhase>('unknown')
  const me = signal<Me | undefined>(undefined)
  const problem = signal<Problem | undefined>(undefined)
  const stopping = new AbortController()

  async function ask(): Promise<void> {
    try {
      me.value = await fetchMe(stopping.signal)
      phase.value = me.value.user === null ? 'needed' : 'granted'
    } catch {
      phase.value = 'granted' // the page itself reports the problem with the collector
    }
  }
  const stop = onSignInNeeded(() => {
    phase.value = phase.value === 'granted' ? 'ended' : 'needed'
  })
  void ask()
  return {
    phase,
    me,
    problem,
    async signIn(name, password) {
      problem.value = undefined
      try {
        await sendSignIn(name, password)
        reload()
      } catch (error) {
        problem.value = toProblem(error)
      }
    },
    async signOut() {
      try {
        await sendSignOut()
      } finally {
        reload()
      }
    },
    stop() {
      stop()
      stopping.abort()
    },
  }
}
