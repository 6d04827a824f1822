import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { TOKEN_PATTERN } from '../../../protocol/applicationRules.ts'
import {
  applicationId,
  logLink,
  origins,
  retentionDays,
  sampleRate,
  traceLink,
} from '../../../protocol/applications.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { Application } from './applications.ts'

/** An application as somebody declared it: its rules, and where its traces and logs are. */
export interface DeclaredApplication extends Application {
  /** False: its retention is that of the collector. */
  hasOwnRetention: boolean
  traceLink: string
  logLink: string
}

const token = z.string().regex(TOKEN_PATTERN, '16 to 128 of A–Z a–z 0–9 _ . ~ -')
const application = z.strictObject({
  id: applicationId,
  tokens: z.array(token).default([]),
  origins: origins.default([]),
  retentionDays: retentionDays.optional(),
  sampleRate: sampleRate.default(100),
  eventsPerSecond: z.number().min(0).default(0),
  traceLink: traceLink.default(''),
  logLink: logLink.default(''),
})
const file = z.strictObject({ applications: z.array(application).min(1) })

/** Reads the operator's JSON file. Throws a `StartProblem` that names the entry and what is wrong with it. */
export function readApplications(path: string, defaultDays: number): DeclaredApplication[] {
  const { data, error } = file.safeParse(readJson(path))
  if (error !== undefined) {
    const [issue] = error.issues
    throw new StartProblem(`${path}: ${toPath(issue?.path ?? [])}${issue?.message}`)
  }
  refuseTwins(
    path,
    'id',
    data.applications.map(({ id }) => id),
  )
  refuseTwins(
    path,
    'token',
    data.applications.flatMap(({ tokens }) => tokens),
  )
  return data.applications.map((entry) => ({
    ...entry,
    retentionDays: entry.retentionDays ?? defaultDays,
    hasOwnRetention: entry.retentionDays !== undefined,
  }))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartProblem(`--applications: ${path} cannot be read: ${(error as Error).message}`)
  }
}

/** `applications[1].tokens[0]: ` */
function toPath(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
  return text === '' ? '' : `${text.slice(1)}: `
}

/** A token is not repeated in the message: logs are read by more people than the file. */
function refuseTwins(path: string, what: 'id' | 'token', values: readonly string[]): void {
  if (new Set(values).size < values.length) {
    throw new StartProblem(`${path}: two applications have the same ${what}`)
  }
}
