import { guard } from '../core/guard.ts'
import { report } from '../core/report.ts'
import type { DatafluxRum } from './publicTypes.ts'

/** Calls that pages still make under the names that they had once. */
export const RENAMED = {
  addRumGlobalContext: 'setGlobalContextProperty',
  removeRumGlobalContext: 'removeGlobalContextProperty',
  getRumGlobalContext: 'getGlobalContext',
  setRumGlobalContext: 'setGlobalContext',
  removeUser: 'clearUser',
} as const

type OldNames = Pick<DatafluxRum, keyof typeof RENAMED>

export function createOldNames(api: Omit<DatafluxRum, keyof typeof RENAMED>): OldNames {
  const methods = Object.entries(RENAMED).map(([old, name]) => {
    const method = guard((...args: unknown[]) => {
      report('debug', `\`${old}\` is now \`${name}\`.`)
      return (api[name] as (...args: unknown[]) => unknown)(...args)
    })
    return [old, method]
  })
  return Object.fromEntries(methods)
}
