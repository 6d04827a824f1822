import { guard } from '../core/guard.ts'
import { report } from '../core/report.ts'
import type { DatafluxRum } from './publicTypes.ts'

/** Calls that pages still make under the names that they had once. */
const RENAMED = {
  addRumGlobalContext: 'setGlobalContextProperty',
  removeRumGlobalContext: 'removeGlobalContextProperty',
  getRumGlobalContext: 'getGlobalContext',
  setRumGlobalContext: 'setGlobalContext',
  removeUser: 'clearUser',
} as const

/** Calls for what there is none of: a page that makes them must not fail by it. */
const WITHOUT_EFFECT = ['startSessionReplayRecording', 'stopSessionReplayRecording'] as const

export type OldName = keyof typeof RENAMED | (typeof WITHOUT_EFFECT)[number]

export function createOldNames(api: Omit<DatafluxRum, OldName>): Pick<DatafluxRum, OldName> {
  const methods: [name: string, method: unknown][] = Object.entries(RENAMED).map(([old, name]) => {
    const method = guard((...args: unknown[]) => {
      report('debug', `\`${old}\` is now \`${name}\`.`)
      return (api[name] as (...args: unknown[]) => unknown)(...args)
    })
    return [old, method]
  })
  for (const name of WITHOUT_EFFECT) {
    methods.push([name, () => report('debug', `\`${name}\` does nothing.`)])
  }
  return Object.fromEntries(methods) as Pick<DatafluxRum, OldName>
}
