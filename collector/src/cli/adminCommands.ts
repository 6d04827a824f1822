import type { Command } from 'commander'
import type { CreatedToken, TokenList, UserList } from '../../../protocol/access.ts'
import type { CommandDeps, Target } from './commandClient.ts'
import { addRemoteCommand, askCollector } from './commandClient.ts'

interface Grant extends Target {
  role?: string
  applications?: string
  expiresDays?: string
}

const ROLE = ['--role <role>', 'viewer, editor or admin'] as const
const APPLICATIONS = [
  '--applications <ids>',
  'all, or the ids of applications separated by commas',
] as const
const PASSWORD = 'DATAFLUX_RUM_PASSWORD'

/** `users …`: changes who may sign in, at a collector that runs. */
export function addUserCommands(program: Command, deps: CommandDeps): void {
  const { environment, print } = deps
  const users = program.command('users').description('list and change who may sign in')
  const send = createSend(deps, '/api/users')
  const password = environment[PASSWORD]
  const withPassword = password ? { password } : {}

  addRemoteCommand(users, 'list')
    .description('print name, role and applications of each user')
    .action(async (target: Target) => {
      const list = (await send(target, 'GET')) as UserList
      print(list.users.map(({ name, role, applications }) => `${name}\t${role}\t${applications}`))
    })
  // Both are required: a forgotten flag must not let somebody see everything.
  addRemoteCommand(users, 'add <name>')
    .description(`let somebody sign in (env: ${PASSWORD}, the password)`)
    .requiredOption(...ROLE)
    .requiredOption(...APPLICATIONS)
    .action(async (name: string, grant: Grant) => {
      await send(grant, 'POST', { body: { name, ...toBody(grant), ...withPassword } })
      print([`${name} may sign in`])
    })
  addRemoteCommand(users, 'change <name>')
    .description(`change role, applications or password (env: ${PASSWORD}) of a user`)
    .option(...ROLE)
    .option(...APPLICATIONS)
    .action(async (name: string, grant: Grant) => {
      await send(grant, 'PATCH', { name, body: { ...toBody(grant), ...withPassword } })
      print([`${name} is changed`])
    })
  addRemoteCommand(users, 'remove <name>')
    .description('end the sign-ins of a user, and let them in no more')
    .action(async (name: string, target: Target) => {
      await send(target, 'DELETE', { name })
      print([`${name} is removed`])
    })
}

/** `tokens …`: makes and revokes the tokens that programs send, at a collector that runs. */
export function addTokenCommands(program: Command, deps: CommandDeps): void {
  const { print } = deps
  const tokens = program.command('tokens').description('list, create and revoke API tokens')
  const send = createSend(deps, '/api/tokens')

  addRemoteCommand(tokens, 'list')
    .description('print id, name, role and applications of each token')
    .action(async (target: Target) => {
      const list = (await send(target, 'GET')) as TokenList
      print(
        list.tokens.map(
          ({ id, name, role, applications }) => `${id}\t${name}\t${role}\t${applications}`,
        ),
      )
    })
  addRemoteCommand(tokens, 'create <name>')
    .description('create a token and print it; it is shown this once')
    .requiredOption(...ROLE)
    .requiredOption(...APPLICATIONS)
    .option('--expires-days <days>', 'days after which it ends; without it, never')
    .action(async (name: string, grant: Grant) => {
      const created = await send(grant, 'POST', { body: { name, ...toBody(grant) } })
      print([(created as CreatedToken).token]) // alone, so that a script can keep it
    })
  addRemoteCommand(tokens, 'revoke <id>')
    .description('end a token')
    .action(async (id: string, target: Target) => {
      await send(target, 'DELETE', { name: id })
      print([`${id} is revoked`])
    })
}

type Send = (
  target: Target,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  input?: { name?: string; body?: unknown },
) => Promise<unknown>

function createSend({ environment }: CommandDeps, path: string): Send {
  return (target, method, { name, body } = {}) =>
    askCollector(target, environment, {
      path: name === undefined ? path : `${path}/${encodeURIComponent(name)}`,
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
}

function toBody({ role, applications, expiresDays }: Grant): Record<string, unknown> {
  return {
    ...(role !== undefined && { role }),
    ...(applications !== undefined && {
      applications: applications === 'all' ? 'all' : applications.split(','),
    }),
    ...(expiresDays !== undefined && { expires_days: Number(expiresDays) }),
  }
}
