import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApplicationIds, TokenList } from '../../../protocol/access.ts'
import {
  auditList,
  changedUser,
  createdToken,
  createdUser,
  newToken,
  newUser,
  tokenList,
  userList,
} from '../../../protocol/access.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { NO_BODY, withProblems } from '../http/openApi.ts'
import { ANYONE, toActor } from '../http/principal.ts'
import type { Accounts } from './accounts.ts'
import { ADMIN } from './accounts.ts'
import type { ApiToken, ApiTokens } from './apiTokens.ts'
import type { Audit } from './audit.ts'

export interface AdminRouteDeps {
  accounts: Accounts
  apiTokens: ApiTokens
  audit: Audit
  /** Removes what a user keeps for themselves. */
  forgetUser(name: string): Promise<void>
  /** ms since the epoch. */
  now(): number
}

const MILLISECONDS_PER_DAY = 86_400_000
const ADMIN_ONLY = {
  config: { access: { role: 'admin', everyApplication: true } },
  bodyLimit: 65_536,
} as const
/** Refuses before the body is checked, because nothing that it may hold would do. */
const NO_OPEN_ACCESS = { ...ADMIN_ONLY, preValidation: refuseAnyone } as const
const tags = ['administration']

const byName = z.object({ name: z.string() })
const byId = z.object({ id: z.string() })
const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(1024).optional(),
})

export function registerAdmin(server: FastifyInstance, deps: AdminRouteDeps): void {
  registerUsers(server, deps)
  registerTokens(server, deps)
  const schema = {
    summary: 'Audit log: each change and who made it, newest first',
    tags,
    querystring: auditQuery,
    response: withProblems({ 200: auditList }),
  }
  server
    .withTypeProvider<ZodTypeProvider>()
    .get('/api/audit', { ...ADMIN_ONLY, schema }, ({ query }) => deps.audit.read(query))
}

function registerUsers(
  server: FastifyInstance,
  { accounts, audit, forgetUser }: AdminRouteDeps,
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const listing = { summary: 'All users', tags, response: withProblems({ 200: userList }) }
  typed.get('/api/users', { ...ADMIN_ONLY, schema: listing }, async () => {
    const all = await accounts.list()
    return {
      users: all.map(({ name, role, scope }) => ({
        name,
        role,
        applications: toIds(scope),
        is_operator: name === ADMIN,
      })),
    }
  })

  const adding = {
    summary: 'Adds a user',
    tags,
    body: newUser,
    response: withProblems({ 201: createdUser }),
  }
  typed.post('/api/users', { ...NO_OPEN_ACCESS, schema: adding }, async (request, reply) => {
    const user = request.body
    if (user.name === ADMIN || (await accounts.find(user.name)) !== undefined) {
      throw new HttpProblem(409, 'rum.nameTaken', 'there is a user of this name')
    }
    const { role, applications: scope } = user
    await accounts.write(user.name, { password: user.password, role, scope })
    await note(request, 'addUser', user.name, { role, applications: scope })
    return reply.code(201).send({ name: user.name })
  })

  const changing = {
    summary: 'Changes the password, role or applications of a user',
    tags,
    params: byName,
    body: changedUser,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.patch(
    '/api/users/:name',
    { ...NO_OPEN_ACCESS, schema: changing },
    async (request, reply) => {
      const change = request.body
      const former = await findChangeable(request.params.name)
      const role = change.role ?? former.role
      const scope = change.applications ?? former.scope
      await accounts.write(former.name, { password: change.password, role, scope })
      const hasNewPassword = change.password !== undefined
      await note(request, 'changeUser', former.name, { role, applications: scope, hasNewPassword })
      return reply.code(204).send()
    },
  )

  const removing = {
    summary: 'Removes a user',
    tags,
    params: byName,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.delete('/api/users/:name', { ...ADMIN_ONLY, schema: removing }, async (request, reply) => {
    const former = await findChangeable(request.params.name)
    // First: if the collector stops in between, the request can be sent again.
    await forgetUser(`user:${former.name}`)
    await accounts.remove(former.name)
    await note(request, 'removeUser', former.name)
    return reply.code(204).send()
  })

  async function findChangeable(name: string): ReturnType<typeof findOrThrow> {
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
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const listing = { summary: 'All API tokens', tags, response: withProblems({ 200: tokenList }) }
  typed.get('/api/tokens', { ...ADMIN_ONLY, schema: listing }, async () => {
    return { tokens: (await apiTokens.list()).map(toListed) }
  })

  const creating = {
    summary: 'Creates an API token, which only this answer holds',
    tags,
    body: newToken,
    response: withProblems({ 201: createdToken }),
  }
  typed.post('/api/tokens', { ...NO_OPEN_ACCESS, schema: creating }, async (request, reply) => {
    const { name, role, applications: scope, expires_days: days } = request.body
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
    return reply.code(201).send(created)
  })

  const revoking = {
    summary: 'Revokes an API token',
    tags,
    params: byId,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.delete('/api/tokens/:id', { ...ADMIN_ONLY, schema: revoking }, async (request, reply) => {
    const { id } = request.params
    if (!(await apiTokens.revoke(id))) {
      throw new HttpProblem(404, 'rum.notFound', 'there is no such token')
    }
    await audit.write({ actor: toActor(request), act: 'revokeToken', subject: `token:${id}` })
    return reply.code(204).send()
  })
}

/** A user made by anyone would still open the collector after it is closed. */
async function refuseAnyone({ principal }: FastifyRequest): Promise<void> {
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
