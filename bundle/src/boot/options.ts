import { report } from '../core/report.ts'
import type { BeforeSend } from '../events/beforeSend.ts'
import type { SessionStatus } from '../session/session.ts'
import type { SessionRules } from '../session/sessionState.ts'
import type { SessionStorage } from '../session/sessionStorage.ts'
import { toIntakeUrl } from '../transport/intakeUrl.ts'
import type { OutboxStorage } from '../transport/outboxStorage.ts'
import { createOutboxStorage } from '../transport/outboxStorage.ts'
import type { RumInitConfiguration } from './publicTypes.ts'
import { toSessionRules, toSessionStorage } from './sessionOptions.ts'

const OUTBOX_MAX_BYTES = 5_000_000
/** A week. */
const OUTBOX_MAX_AGE = 604_800

/** What the parts of the SDK are started with: checked, with every default filled in. */
export interface Options {
  readonly applicationId: string
  readonly intakeUrl: string
  readonly env: string | undefined
  readonly version: string | undefined
  readonly service: string | undefined
  readonly sessionSampleRate: number
  readonly sessionOnErrorSampleRate: number
  readonly sessionRules: SessionRules
  readonly sessionStorage: SessionStorage
  readonly outboxStorage: OutboxStorage
  /** What a session comes to by an uncaught error. */
  readonly unhandledStatus: SessionStatus
  readonly trackUserInteractions: boolean
  readonly actionNameAttribute: string | undefined
  readonly beforeSend: BeforeSend | undefined
  readonly outboxMaxBytes: number
  readonly outboxMaxAge: number
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
  const { sessionSampleRate = 100, sessionOnErrorSampleRate = 0 } = given
  if (!isPercent(sessionSampleRate) || !isPercent(sessionOnErrorSampleRate)) {
    return refuse('init: sample rates must be from 0 to 100.')
  }
  return {
    applicationId: given.applicationId,
    intakeUrl,
    env: given.env,
    version: given.version,
    service: given.service,
    sessionSampleRate,
    sessionOnErrorSampleRate,
    sessionRules: toSessionRules(given),
    sessionStorage: toSessionStorage(given),
    outboxStorage: createOutboxStorage(given.applicationId),
    unhandledStatus: given.unhandledStatus === 'unhandled' ? 'unhandled' : 'crashed',
    trackUserInteractions: Boolean(given.trackUserInteractions),
    actionNameAttribute: given.actionNameAttribute,
    beforeSend: typeof given.beforeSend === 'function' ? given.beforeSend : undefined,
    outboxMaxBytes: given.outboxMaxBytes ?? OUTBOX_MAX_BYTES,
    outboxMaxAge: given.outboxMaxAge ?? OUTBOX_MAX_AGE,
  }
}

function isPercent(rate: number): boolean {
  return rate >= 0 && rate <= 100
}

function refuse(message: string): undefined {
  report('error', `${message} Nothing is collected.`)
}
