import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { StartProblem } from '../core/startProblem.ts'
import type { Application } from './applications.ts'

/** In a URL without escapes, and long enough that nobody guesses it. */
const token = z.string().regex(/^[\w.~-]{16,128}$/, '16 to 128 of A–Z a–z 0–9 _ . ~ -')
const origin = z
  .string()
  .regex(
    /^[a-z][a-z0-9+.-]*:\/\/(\*\.)?[a-z0-9.[\]:-]+$/,
    'an origin in lower case, such as https://shop.example or https://*.shop.example',
  )
const application = z.strictObject({
  id: z.string().min(1).max(256),
  tokens: z.array(token).default([]),
  origins: z.array(origin).default([]),
  retentionDays: z.int().min(1).max(3650).optional(),
  sampleRate: z.number().min(0).max(100).default(100),
  eventsPerSecond: z.number().min(0).default(0),
})
const file = z.strictObject({ applications: z.array(application).min(1) })

/** Reads the operator's JSON file. Throws a `StartProblem` that names the entry and what is wrong with it. */
export function readApplications(path: string, retentionDays: number): Application[] {
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
    retentionDays: entry.retentionDays ?? retentionDays,
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
