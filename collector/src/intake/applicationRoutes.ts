import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  applicationId,
  applicationList,
  changedApplication,
  changedIntake,
  createdApplication,
  linkList,
  newApplication,
} from '../../../protocol/applications.ts'
import type { Audit } from '../access/audit.ts'
import { isInScope } from '../http/appScope.ts'
import { NO_BODY, withProblems } from '../http/openApi.ts'
import { toActor } from '../http/principal.ts'
import type { StoredApplications } from './storedApplications.ts'

export interface ApplicationRouteDeps {
  applications: StoredApplications
  audit: Pick<Audit, 'write'>
}

const ADMIN_ONLY = {
  config: { access: { role: 'admin', everyApplication: true } },
  bodyLimit: 65_536,
} as const
const tags = ['applications']
const byId = z.object({ id: applicationId })
const byToken = byId.extend({ token: z.string().max(128) })

/** `/api/applications`: administrators decide who may send events; readers get the links of their applications. */
export function registerApplications(server: FastifyInstance, deps: ApplicationRouteDeps): void {
  registerReading(server, deps)
  registerChanging(server, deps)
  registerTokens(server, deps)
}

function registerReading(server: FastifyInstance, { applications }: ApplicationRouteDeps): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const listing = {
    summary: 'Applications that may send, with their settings',
    tags,
    response: withProblems({ 200: applicationList }),
  }
  typed.get('/api/applications', { ...ADMIN_ONLY, schema: listing }, () => applications.list())

  const linking = {
    summary: 'Links of applications to the systems that have their traces and logs',
    tags,
    response: withProblems({ 200: linkList }),
  }
  const viewer = { config: { access: 'viewer' } } as const
  typed.get('/api/links', { ...viewer, schema: linking }, async ({ appScope }) => {
    const links = await applications.links()
    return { links: links.filter(({ app_id: appId }) => isInScope(appScope, appId)) }
  })
}

function registerChanging(
  server: FastifyInstance,
  { applications, audit }: ApplicationRouteDeps,
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const creating = {
    summary: 'Declares an application',
    tags,
    body: newApplication,
    response: withProblems({ 201: createdApplication }),
  }
  typed.post('/api/applications', { ...ADMIN_ONLY, schema: creating }, async (request, reply) => {
    const { id, has_token: hasToken } = request.body
    const created = await applications.create({ id, hasToken, createdBy: toActor(request) })
    await note(audit, request, { act: 'addApplication', id })
    return reply.code(201).send(created)
  })

  const changing = {
    summary: 'Changes the settings of an application, for events that arrive from now on',
    tags,
    params: byId,
    body: changedApplication,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.patch(
    '/api/applications/:id',
    { ...ADMIN_ONLY, schema: changing },
    async (request, reply) => {
      const { id } = request.params
      await applications.change(id, request.body)
      await note(audit, request, { act: 'changeApplication', id, details: request.body })
      return reply.code(204).send()
    },
  )

  const removing = {
    summary: 'Removes an application and its tokens, but none of its events',
    tags,
    params: byId,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.delete(
    '/api/applications/:id',
    { ...ADMIN_ONLY, schema: removing },
    async (request, reply) => {
      const { id } = request.params
      await applications.remove(id)
      await note(audit, request, { act: 'removeApplication', id })
      return reply.code(204).send()
    },
  )

  const deciding = {
    summary: 'Decides whether applications that nobody declared may send',
    tags,
    body: changedIntake,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.patch('/api/applications', { ...ADMIN_ONLY, schema: deciding }, async (request, reply) => {
    await applications.setOthers(request.body.others_may_send)
    await audit.write({
      actor: toActor(request),
      act: 'changeIntake',
      subject: 'applications',
      details: request.body,
    })
    return reply.code(204).send()
  })
}

function registerTokens(
  server: FastifyInstance,
  { applications, audit }: ApplicationRouteDeps,
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const creating = {
    summary: 'Creates a public token, with which pages of the application send events',
    tags,
    params: byId,
    response: withProblems({ 201: z.object({ token: z.string() }) }),
  }
  typed.post(
    '/api/applications/:id/tokens',
    { ...ADMIN_ONLY, schema: creating },
    async (request, reply) => {
      const { id } = request.params
      const created = await applications.addToken(id, toActor(request))
      await note(audit, request, { act: 'addApplicationToken', id })
      return reply.code(201).send(created)
    },
  )

  const removing = {
    summary: 'Removes a token of an application: events that are sent with it are refused',
    tags,
    params: byToken,
    response: withProblems({ 204: NO_BODY }),
  }
  typed.delete(
    '/api/applications/:id/tokens/:token',
    { ...ADMIN_ONLY, schema: removing },
    async (request, reply) => {
      const { id, token } = request.params
      await applications.removeToken(id, token)
      await note(audit, request, { act: 'removeApplicationToken', id })
      return reply.code(204).send()
    },
  )
}

interface Noted {
  act: string
  id: string
  details?: Record<string, unknown>
}

async function note(
  audit: Pick<Audit, 'write'>,
  request: FastifyRequest,
  { act, id, details }: Noted,
): Promise<void> {
  await audit.write({
    actor: toActor(request),
    act,
    subject: `application:${id}`,
    ...(details && { details }),
  })
}
