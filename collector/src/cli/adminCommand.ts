import type { CreatedToken, TokenList, UserList } from '../../../protocol/access.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { CommandInput } from './commandClient.ts'
import { askCollector, readCommand } from './commandClient.ts'

export const ADMIN_USAGE: readonly string[] = [
  'users list',
  'users add NAME --role viewer|editor|admin --applications all|A,B   (the password: DATAFLUX_RUM_PASSWORD)',
  'users change NAME [--role ROLE] [--applications all|A,B]',
  'users remove NAME',
  'tokens list',
  'tokens create NAME --role viewer|editor|admin --applications all|A,B [--expires-days N]',
  'tokens revoke ID',
]

type Environment = Readonly<Record<string, string | undefined>>
type Ask = (path: string, method?: string, body?: unknown) => Promise<unknown>

/** What a verb does with its word. @returns what to print */
type Verb = (ask: Ask, word: string, body: Record<string, unknown>) => Promise<string>

const USERS: Readonly<Record<string, Verb>> = {
  async list(ask) {
    const { users } = (await ask('/api/users')) as UserList
    return users
      .map(({ name, role, applications }) => `${name}\t${role}\t${applications}`)
      .join('\n')
  },
  async add(ask, name, body) {
    await ask('/api/users', 'POST', { name, ...body })
    return `${name} may sign in`
  },
  async change(ask, name, body) {
    await ask(`/api/users/${encodeURIComponent(name)}`, 'PATCH', body)
    return `${name} is changed`
  },
  async remove(ask, name) {
    await ask(`/api/users/${encodeURIComponent(name)}`, 'DELETE')
    return `${name} is removed`
  },
}

const TOKENS: Readonly<Record<string, Verb>> = {
  async list(ask) {
    const { tokens } = (await ask('/api/tokens')) as TokenList
    return tokens
      .map(({ id, name, role, applications }) => `${id}\t${name}\t${role}\t${applications}`)
      .join('\n')
  },
  /** The token alone, so that a script can keep it. */
  async create(ask, name, body) {
    return ((await ask('/api/tokens', 'POST', { name, ...body })) as CreatedToken).token
  },
  async revoke(ask, id) {
    await ask(`/api/tokens/${encodeURIComponent(id)}`, 'DELETE')
    return `${id} is revoked`
  },
}

export function runUsers(args: readonly string[], environment: Environment): Promise<string> {
  return run(args, environment, { verbs: USERS, password: environment['DATAFLUX_RUM_PASSWORD'] })
}

export function runTokens(args: readonly string[], environment: Environment): Promise<string> {
  return run(args, environment, { verbs: TOKENS, password: undefined })
}

async function run(
  args: readonly string[],
  environment: Environment,
  { verbs, password }: { verbs: Readonly<Record<string, Verb>>; password: string | undefined },
): Promise<string> {
  const usage = `usage:\n  ${ADMIN_USAGE.join('\n  ')}`
  const input = readCommand(args, ['role', 'applications', 'expires-days'], usage)
  if (input === 'help') {
    return usage
  }
  const [name = '', word, ...rest] = input.words
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb === undefined || rest.length > 0 || (name === 'list') === (word !== undefined)) {
    throw new StartProblem(usage)
  }
  if (GRANTING.includes(name)) {
    requireGrant(input, usage)
  }
  const ask: Ask = (path, method = 'GET', body) =>
    askCollector(input, environment, {
      path,
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  return verb(ask, word ?? '', { ...toBody(input), ...(password && { password }) })
}

/** Verbs that let somebody in. What they may see is never a default. */
const GRANTING = ['add', 'create']

function requireGrant({ flags }: CommandInput, usage: string): void {
  for (const [flag, values] of [
    ['role', 'viewer, editor or admin'],
    ['applications', 'all, or their ids separated by commas'],
  ] as const) {
    if (!flags[flag]) {
      throw new StartProblem(`give --${flag}: ${values}\n${usage}`)
    }
  }
}

function toBody({ flags }: CommandInput): Record<string, unknown> {
  const { role, applications, 'expires-days': days } = flags
  return {
    ...(role !== undefined && { role }),
    ...(applications !== undefined && {
      applications: applications === 'all' ? 'all' : applications.split(','),
    }),
    ...(days !== undefined && { expires_days: Number(days) }),
  }
}
