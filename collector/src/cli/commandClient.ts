import type { Command } from 'commander'
import { StartProblem } from '../core/startProblem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface CommandDeps {
  environment: Environment
  /** Writes lines to stdout. */
  print(lines: readonly string[]): void
}

/** The running collector that a command asks, and on whose behalf. */
export interface Target {
  url?: string
  token?: string
}

const DEFAULT_URL = 'http://127.0.0.1:9530'
const URL_VARIABLE = 'DATAFLUX_RUM_URL'
/** By variable, too: other users of the machine can read the flags of a process. */
const TOKEN_VARIABLE = 'DATAFLUX_RUM_TOKEN'

/** Adds a command that asks a running collector. */
export function addRemoteCommand(parent: Command, usage: string): Command {
  return parent
    .command(usage)
    .option(
      '--url <url>',
      `address of the collector (env: ${URL_VARIABLE}; default: ${DEFAULT_URL})`,
    )
    .option(
      '--token <token>',
      `API token or admin secret; better by variable (env: ${TOKEN_VARIABLE})`,
    )
}

/** Asks the collector of `--url` with `--token`. Throws a `StartProblem` with its words. */
export async function askCollector(
  target: Target,
  environment: Environment,
  { path, ...request }: { path: string } & RequestInit,
): Promise<unknown> {
  const url = target.url ?? environment[URL_VARIABLE] ?? DEFAULT_URL
  const token = target.token ?? environment[TOKEN_VARIABLE]
  const headers = { ...request.headers, ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(new URL(path, url), { ...request, headers }).catch(
    (error: Error) => {
      const reason = error.cause instanceof Error ? error.cause.message : error.message
      throw new StartProblem(`${url} does not answer: ${reason}`)
    },
  )
  const text = await response.text()
  const answer: unknown = text === '' ? undefined : toAnswer(text)
  if (!response.ok) {
    const { message = text.slice(0, 200) } = (answer ?? {}) as { message?: string }
    throw new StartProblem(`${url} answered ${response.status}: ${message}`)
  }
  return answer
}

function toAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page
  }
}
