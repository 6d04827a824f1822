import { report } from '../core/report.ts'
import { toIntakeUrl } from '../transport/intakeUrl.ts'
import type { RumInitConfiguration } from './publicTypes.ts'

/** What the parts of the SDK are started with: checked, with every default filled in. */
export interface Options {
  readonly applicationId: string
  readonly intakeUrl: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
  readonly sessionSampleRate: number
  readonly trackUserInteractions: boolean
}

/** `undefined` (after one console error that names the fault) if nothing can be collected with these. */
export function toOptions(given: RumInitConfiguration): Options | undefined {
  if (typeof given?.applicationId !== 'string' || !given.applicationId) {
    return refuse('init: give `applicationId`.')
  }
  const intakeUrl = toIntakeUrl({
    ...given,
    datakitOrigin: given.datakitOrigin || given.datakitUrl,
  })
  if (!intakeUrl) {
    return refuse('init: give `datakitOrigin`, or `site` and `clientToken`.')
  }
  const sessionSampleRate = given.sessionSampleRate ?? 100
  if (!(sessionSampleRate >= 0 && sessionSampleRate <= 100)) {
    return refuse('init: `sessionSampleRate` must be from 0 to 100.')
  }
  return {
    applicationId: given.applicationId,
    intakeUrl,
    env: given.env,
    version: given.version,
    service: given.service,
    sessionSampleRate,
    trackUserInteractions: Boolean(given.trackUserInteractions),
  }
}

function refuse(message: string): undefined {
  report('error', `${message} Nothing is collected.`)
}
