import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type {
  ApplicationIds,
  AuditList,
  CreatedToken,
  TokenList,
  UserList,
} from '../../../protocol/access.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { parse } from '../http/parse.ts'
import { ANYONE, ROLES, toActor } from '../http/principal.ts'
import type { Accounts } from './accounts.ts'
import { ADMIN } from './accounts.ts'
import type { ApiToken, ApiTokens } from './apiTokens.ts'
import type { Audit } from './audit.ts'

export interface AdminRouteDeps {
  accounts: Accounts
  apiTokens: ApiTokens
  audit: Audit
  /** ms since the epoch. */
  now(): number
}

const MILLISECONDS_PER_DAY = 86_400_000
const ADMIN_ONLY = {
  config: { access: { role: 'admin', everyApplication: true } },
  bodyLimit: 65_536,
} as const

/** Letters of any language and what addresses are made of: it is printed, and stands in paths. */
const name = z.string().regex(/^[\p{L}\p{N}._@+-]{1,128}$/u, 'letters, digits and ._@+- only')
const password = z.string().min(12, 'at least 12 characters').max(1024)
const role = z.enum(ROLES)
const applications = z.union([z.literal('all'), z.array(z.string().min(1).max(256)).min(1)])
const newUser = z.strictObject({ name, password, role, applications: applications.default('all') })
const changedUser = z.strictObject({
  password: password.optional(),
  role: role.optional(),
  applications: applications.optional(),
})
const newToken = z.strictObject({
  name,
  role,
  applications,
  expires_days: z.int().min(1).max(3650).optional(),
})
const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(1024).optional(),
})

export function registerAdmin(server: FastifyInstance, deps: AdminRouteDeps): void {
  registerUsers(server, deps)
  registerTokens(server, deps)
  server.get('/api/audit', ADMIN_ONLY, async (request): Promise<AuditList> => {
    return deps.audit.read(parse(auditQuery, request.query))
  })
}

function registerUsers(server: FastifyInstance, { accounts, audit }: AdminRouteDeps): void {
  server.get('/api/users', ADMIN_ONLY, async (): Promise<UserList> => {
    const all = await accounts.list()
    return {
      users: all.map(({ name, role, scope }) => ({ name, role, applications: toIds(scope) })),
    }
  })

  server.post('/api/users', ADMIN_ONLY, async (request, reply) => {
    refuseAnyone(request)
    const user = parse(newUser, request.body)
    if (user.name === ADMIN || (await accounts.find(user.name)) !== undefined) {
      throw new HttpProblem(409, 'rum.nameTaken', 'there is a user of this name')
    }
    const { role, applications: scope } = user
    await accounts.write(user.name, { password: user.password, role, scope })
    await note(request, 'addUser', user.name, { role, applications: scope })
    return reply.code(201).send({ name: user.name })
  })

  server.patch('/api/users/:name', ADMIN_ONLY, async (request, reply) => {
    refuseAnyone(request)
    const change = parse(changedUser, request.body)
    const former = await findChangeable(request)
    const role = change.role ?? former.role
    const scope = change.applications ?? former.scope
    await accounts.write(former.name, { password: change.password, role, scope })
    const hasNewPassword = change.password !== undefined
    await note(request, 'changeUser', former.name, { role, applications: scope, hasNewPassword })
    return reply.code(204).send()
  })

  server.delete('/api/users/:name', ADMIN_ONLY, async (request, reply) => {
    const former = await findChangeable(request)
    await accounts.remove(former.name)
    await note(request, 'removeUser', former.name)
    return reply.code(204).send()
  })

  async function findChangeable(request: FastifyRequest): ReturnType<typeof findOrThrow> {
    const { name } = parse(z.object({ name: z.string() }), request.params)
    if (name === ADMIN) {
      throw new HttpProblem(409, 'rum.nameTaken', 'this account is the admin secret’s: change that')
    }
    return findOrThrow(name)
  }

  async function findOrThrow(name: string) {
    const account = await accounts.find(name)
    if (account === undefined) {
      throw new HttpProblem(404, 'rum.notFound', 'there is no user of this name')
    }
    return account
  }

  function note(
    request: FastifyRequest,
    act: string,
    user: string,
    details?: Record<string, unknown>,
  ): Promise<void> {
    return audit.write({
      actor: toActor(request),
      act,
      subject: `user:${user}`,
      ...(details && { details }),
    })
  }
}

function registerTokens(server: FastifyInstance, { apiTokens, audit, now }: AdminRouteDeps): void {
  server.get('/api/tokens', ADMIN_ONLY, async (): Promise<TokenList> => {
    return { tokens: (await apiTokens.list()).map(toListed) }
  })

  server.post('/api/tokens', ADMIN_ONLY, async (request, reply) => {
    refuseAnyone(request)
    const { name, role, applications: scope, expires_days: days } = parse(newToken, request.body)
    const created = await apiTokens.create({
      name,
      role,
      scope,
      createdBy: toActor(request),
      ...(days === undefined ? {} : { endsAt: now() + days * MILLISECONDS_PER_DAY }),
    })
    await audit.write({
      actor: toActor(request),
      act: 'createToken',
      subject: `token:${name}`,
      details: { id: created.id, role, applications: scope },
    })
    return reply.code(201).send(created satisfies CreatedToken)
  })

  server.delete('/api/tokens/:id', ADMIN_ONLY, async (request, reply) => {
    const { id } = parse(z.object({ id: z.string() }), request.params)
    if (!(await apiTokens.revoke(id))) {
      throw new HttpProblem(404, 'rum.notFound', 'there is no such token')
    }
    await audit.write({ actor: toActor(request), act: 'revokeToken', subject: `token:${id}` })
    return reply.code(204).send()
  })
}

/** What whoever came by made would open the collector still when it is closed. */
function refuseAnyone({ principal }: FastifyRequest): void {
  if (principal === ANYONE) {
    throw new HttpProblem(
      409,
      'rum.openAccess',
      'nobody signs in here: start with --admin-secret-file, and make users and tokens then',
    )
  }
}

function toIds(scope: AppScope): ApplicationIds {
  return scope === 'all' ? 'all' : [...scope]
}

function toListed({
  createdBy,
  createdAt,
  endsAt,
  lastUsedAt,
  scope,
  ...token
}: ApiToken): TokenList['tokens'][number] {
  return {
    ...token,
    applications: toIds(scope),
    created_by: createdBy,
    created: createdAt,
    ...(endsAt === undefined ? {} : { ends: endsAt }),
    ...(lastUsedAt === undefined ? {} : { last_used: lastUsedAt }),
  }
}
