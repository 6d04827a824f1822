import type { ErrorAnswer } from '../../../protocol/query.ts'

/** `explorer`: a fault of the explorer itself, which must not look like an empty list. */
export type ProblemKind =
  | 'unreachable'
  | 'notFound'
  | 'forbidden'
  | 'refused'
  | 'failed'
  | 'unreadable'
  | 'explorer'

/** Description of a failure that the user can act on. */
export interface Problem {
  kind: ProblemKind
  /** The collector's message, if it sent one. */
  detail: string
  /** HTTP status; 0 if no answer arrived. */
  status: number
  /** `error_code` of the collector, such as `rum.badQuery`; empty if it sent none. */
  code: string
  /** Wait that the collector asks for, in ms. */
  retryAfterMs?: number
}

interface ProblemError extends Error {
  problem: Problem
}

export interface GetOptions {
  params: Record<string, string | number | undefined>
  abort: AbortSignal
}

/** Fetches one JSON answer. Throws a `ProblemError`, or the abort error after `abort` has fired. */
export async function getJson<Answer>(
  path: string,
  { params, abort }: GetOptions,
): Promise<Answer> {
  const response = await reach(`${path}${toSearch(params)}`, {
    signal: abort,
    headers: { accept: 'application/json' },
  })
  if (!response.ok) {
    throw await toRefusal(response)
  }
  try {
    return (await response.json()) as Answer
  } catch (error) {
    abort.throwIfAborted()
    throw toProblemError({
      kind: 'unreadable',
      detail: String(error),
      status: response.status,
      code: '',
    })
  }
}

/** Sends JSON and ignores the body of the answer. Throws a `ProblemError` on failure. */
export async function postJson(path: string, body: unknown): Promise<void> {
  await send('POST', path, body)
}

/** Sends JSON, or nothing, and returns the JSON of the answer. Throws a `ProblemError` on failure. */
export async function sendJson<Answer>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await send(method, path, body)
  return (await response.json()) as Answer
}

/** Sends JSON, or nothing, and returns the answer unread. Throws a `ProblemError` on failure. */
export async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await reach(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) {
    throw await toRefusal(response)
  }
  return response
}

let signInListeners: readonly (() => void)[] = []

/** Calls back when an answer says that the user is not, or no longer, signed in. Returns a function that stops this. */
export function onSignInNeeded(listener: () => void): () => void {
  signInListeners = [...signInListeners, listener]
  return () => {
    signInListeners = signInListeners.filter((each) => each !== listener)
  }
}

/** Describes any thrown value: a bug in the explorer must not look like an empty list. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Error && 'problem' in error) {
    return (error as ProblemError).problem
  }
  return { kind: 'explorer', detail: String(error), status: 0, code: '' }
}

export function toSearch(params: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') {
      search.set(name, String(value))
    }
  }
  const text = search.toString()
  return text && `?${text}`
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    init.signal?.throwIfAborted()
    throw await toRefusal(undefined)
  }
}

/** Describes an answer that refuses a request as a `ProblemError`; `undefined`: no answer arrived. */
export async function toRefusal(response: Response | undefined): Promise<Error> {
  return toProblemError(
    response === undefined
      ? {
          kind: 'unreachable',
          detail: 'Is it running, and is this computer online?',
          status: 0,
          code: '',
        }
      : await readRefusal(response),
  )
}

async function readRefusal(response: Response): Promise<Problem> {
  const { status } = response
  const answer = await readErrorAnswer(response)
  if (answer?.error_code === 'rum.signInNeeded') {
    for (const listener of signInListeners) {
      listener()
    }
  }
  const detail = answer
    ? `${answer.message} (${answer.error_code})`
    : `It answered with status ${status}.`
  const retryAfterMs = toWait(response.headers.get('retry-after'))
  return {
    kind: toKind(status),
    detail,
    status,
    code: answer?.error_code ?? '',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

function toKind(status: number): ProblemKind {
  if (status >= 500) {
    return 'failed'
  }
  return status === 404 ? 'notFound' : status === 403 ? 'forbidden' : 'refused'
}

/** Reads `Retry-After`: seconds, or a date, which a proxy may send. */
function toWait(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header ?? '') - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

async function readErrorAnswer(response: Response): Promise<ErrorAnswer | undefined> {
  try {
    const answer: Partial<ErrorAnswer> | null = await response.json()
    // A proxy may answer 502 with a different JSON body.
    return answer?.error_code && answer.message
      ? { error_code: answer.error_code, message: answer.message }
      : undefined
  } catch {
    return undefined
  }
}

function toProblemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.detail), { problem })
}
