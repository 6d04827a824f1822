import { parseArgs } from 'node:util'
import { StartProblem } from '../core/startProblem.ts'

/** A command that asks a running collector. */
export interface CommandInput {
  /** What is no flag. */
  words: readonly string[]
  flags: Readonly<Record<string, string | undefined>>
}

/** Returns `'help'` if that is asked for. Throws a `StartProblem` with the usage where a flag is not known. */
export function readCommand(
  args: readonly string[],
  flags: readonly string[],
  usage: string,
): CommandInput | 'help' {
  const names = ['url', 'token', ...flags]
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values['help'] === true
      ? 'help'
      : { words: positionals, flags: values as CommandInput['flags'] }
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}\n${usage}`)
  }
}

const DEFAULT_URL = 'http://127.0.0.1:9530'

/** Asks the collector of `--url` with `--token`. Throws a `StartProblem` with its words. */
export async function askCollector(
  { flags }: CommandInput,
  environment: Readonly<Record<string, string | undefined>>,
  { path, ...request }: { path: string } & RequestInit,
): Promise<unknown> {
  const url = flags['url'] ?? environment['DATAFLUX_RUM_URL'] ?? DEFAULT_URL
  // By variable, too: other users of the machine can read the flags of a process.
  const token = flags['token'] ?? environment['DATAFLUX_RUM_TOKEN']
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
