import { createHash } from 'node:crypto'
import { HttpProblem } from '../core/httpProblem.ts'

/** Settings of one application. */
export interface Application {
  id: string
  /** Public, write-only. Without any, the application's id in the lines is enough. */
  tokens: readonly string[]
  /** `https://shop.example`, or `https://*.shop.example` for every host below. Without any, all may send. */
  origins: readonly string[]
  retentionDays: number
  /** Percentage of sessions that are stored, 0 to 100. */
  sampleRate: number
  /** Events a second, on average; 0 for no limit. */
  eventsPerSecond: number
}

/** The sender, as the request tells it before its body is read. */
export interface Sender {
  /** Empty when there is none. */
  token: string
  origin: string
  /** True on the paths of logs, which servers send as well. A browser states its origin there, too. */
  mayOmitOrigin?: boolean
}

export interface Applications {
  /** Refuses, before the body is read, whom no body could help. Throws a 403 `HttpProblem`. */
  checkSender(sender: Sender): void
  /** The application of a line. `appId` is empty where the line names none. Throws a 403 `HttpProblem`. */
  find(appId: string, sender: Sender): Application
}

/** Rules without a configuration: whatever calls itself an application is one. */
export function createOpenApplications(retentionDays: number): Applications {
  return createApplications([], retentionDays)
}

/** @param othersRetentionDays - for applications that are not configured; `undefined`: they may not send */
export function createApplications(
  configured: readonly Application[],
  othersRetentionDays?: number,
): Applications {
  const byId = new Map(configured.map((application) => [application.id, application]))
  const byToken = new Map(
    configured.flatMap((application) => application.tokens.map((token) => [token, application])),
  )

  function findByToken(sender: Sender): Application {
    const application = byToken.get(sender.token)
    if (application === undefined) {
      throw forbidden('rum.unknownToken', 'the token is not known')
    }
    checkOrigin(application, sender)
    return application
  }

  function findById(appId: string, sender: Sender): Application {
    const application = byId.get(appId)
    if (application === undefined) {
      if (othersRetentionDays !== undefined) {
        return { ...OPEN, id: appId, retentionDays: othersRetentionDays }
      }
      throw forbidden('rum.unknownApplication', `app_id ${quote(appId)} is not known`)
    }
    if (application.tokens.length > 0) {
      throw forbidden('rum.tokenMissing', `app_id ${quote(appId)} needs a token in the query`)
    }
    checkOrigin(application, sender)
    return application
  }

  /** Where others may send, a token that nobody configured says nothing: it may be for a gateway in between. */
  function hasToken({ token }: Sender): boolean {
    return token !== '' && (othersRetentionDays === undefined || byToken.has(token))
  }

  return {
    checkSender(sender) {
      if (hasToken(sender)) {
        findByToken(sender)
      }
    },
    find(appId, sender) {
      if (!hasToken(sender)) {
        return findById(appId, { ...sender, token: '' })
      }
      const application = findByToken(sender)
      if (appId !== '' && appId !== application.id) {
        throw forbidden(
          'rum.unknownApplication',
          `the token is for another application than app_id ${quote(appId)}`,
        )
      }
      return application
    },
  }
}

const OPEN = { tokens: [], origins: [], sampleRate: 100, eventsPerSecond: 0 }

/** Rules that change while the collector runs. */
export interface ChangingApplications extends Applications {
  /** Judges every line from now on by other rules. */
  replace(rules: Applications): void
}

export function createChangingApplications(initial: Applications): ChangingApplications {
  let current = initial
  return {
    checkSender: (sender) => current.checkSender(sender),
    find: (appId, sender) => current.find(appId, sender),
    replace(rules) {
      current = rules
    },
  }
}

function checkOrigin({ id, origins }: Application, sender: Sender): void {
  const { origin, token, mayOmitOrigin = false } = sender
  if (mayOmitOrigin && origin === '' && token !== '') {
    return // an origin keeps other pages out; what is no browser can state any
  }
  if (origins.length > 0 && !origins.some((allowed) => isSameOrigin(allowed, origin))) {
    throw forbidden('rum.originNotAllowed', `${quote(origin)} may not send for app_id ${quote(id)}`)
  }
}

/** A browser writes an origin in lower case and without the default port; so is it compared. */
function isSameOrigin(allowed: string, origin: string): boolean {
  const [scheme = '', suffix] = allowed.split('*', 2)
  return suffix === undefined
    ? origin === allowed
    : origin.length > scheme.length + suffix.length &&
        origin.startsWith(scheme) &&
        origin.endsWith(suffix)
}

/**
 * Returns whether a session is among those that are stored: by its id, so that all of its events are, from every
 * collector. An event without a session is always.
 */
export function isSampled(sessionId: string, sampleRate: number): boolean {
  if (sampleRate >= 100 || sessionId === '') {
    return true
  }
  const hash = createHash('sha1').update(`sample:${sessionId}`).digest().readUInt32BE()
  return hash < (sampleRate / 100) * 2 ** 32
}

function forbidden(errorCode: string, message: string): HttpProblem {
  return new HttpProblem(403, errorCode, message)
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64))
}
