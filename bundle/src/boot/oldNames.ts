import { guard } from '../core/guard.ts'
import { report } from '../core/report.ts'
import type { DatafluxRum } from './publicTypes.ts'

/** Calls that pages still make under the names that they had once; `''`: there is nothing left for them to do. */
const RENAMED = {
  addRumGlobalContext: 'setGlobalContextProperty',
  removeRumGlobalContext: 'removeGlobalContextProperty',
  getRumGlobalContext: 'getGlobalContext',
  setRumGlobalContext: 'setGlobalContext',
  removeUser: 'clearUser',
  startSessionReplayRecording: '',
  stopSessionReplayRecording: '',
} as const

export type OldName = keyof typeof RENAMED

export function createOldNames(api: Omit<DatafluxRum, OldName>): Pick<DatafluxRum, OldName> {
  const methods = api as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>
  const entries = Object.entries(RENAMED).map(([old, name]) => [
    old,
    guard((...args: unknown[]) => {
      report('debug', name ? `\`${old}\` is now \`${name}\`.` : `\`${old}\` does nothing.`)
      return methods[name]?.(...args)
    }),
  ])
  return Object.fromEntries(entries) as Pick<DatafluxRum, OldName>
}
