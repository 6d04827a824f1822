import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AlertRule } from '../../../protocol/alerts.ts'
import {
  alertDetail,
  alertDraft,
  alertList,
  alertPreview,
  alertSecret,
  alertTest,
  createdAlert,
} from '../../../protocol/alerts.ts'
import type { Audit } from '../access/audit.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { isInScope } from '../http/appScope.ts'
import { withProblems } from '../http/openApi.ts'
import { ANYONE, toActor } from '../http/principal.ts'
import { whenGone } from '../http/whenGone.ts'
import type { Alerts } from './createAlerts.ts'

export interface AlertRouteDeps {
  alerts: Alerts
  audit: Pick<Audit, 'write'>
}

const VIEWER = { config: { access: 'viewer' } } as const
const EDITOR = { config: { access: 'editor' }, bodyLimit: 65_536 } as const
const tags = ['alerts']
const byId = z.object({ id: z.string().max(100) })

/** `/api/alerts`: people see the alerts of their applications, editors change them. */
export function registerAlerts(server: FastifyInstance, deps: AlertRouteDeps): void {
  registerReading(server, deps)
  registerChanging(server, deps)
  registerWebhooks(server, deps)
}

function registerReading(server: FastifyInstance, { alerts }: AlertRouteDeps): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const listing = {
    summary: 'All alerts with their states, firing ones first',
    tags,
    querystring: z.object({ app_id: z.string().max(1024).optional() }),
    response: withProblems({ 200: alertList }),
  }
  typed.get('/api/alerts', { ...VIEWER, schema: listing }, async ({ appScope, query }) => {
    const all = await alerts.list()
    const seen = all
      .filter((alert) => isVisible(appScope, alert))
      .filter((alert) => query.app_id === undefined || alert.app_id === query.app_id)
    return { alerts: seen, firing: seen.filter(({ state }) => state === 'firing').length }
  })

  const reading = {
    summary: 'One alert, with the changes of its state',
    tags,
    params: byId,
    response: withProblems({ 200: alertDetail }),
  }
  typed.get('/api/alerts/:id', { ...VIEWER, schema: reading }, (request) =>
    readVisible(alerts, request.appScope, request.params.id),
  )

  const previewing = {
    summary: 'What a rule would have measured and reported until now',
    tags,
    body: alertDraft,
    response: withProblems({ 200: alertPreview }),
  }
  typed.post(
    '/api/alerts/preview',
    { ...VIEWER, bodyLimit: 65_536, schema: previewing },
    (request, reply) => {
      requireReach(request.appScope, request.body)
      return alerts.preview(request.body, { name: toAsker(request), signal: whenGone(reply) })
    },
  )
}

function registerChanging(server: FastifyInstance, { alerts, audit }: AlertRouteDeps): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const creating = {
    summary: 'Creates an alert. Only this answer holds the secret of its signatures',
    tags,
    body: alertDraft,
    response: withProblems({ 201: createdAlert }),
  }
  typed.post('/api/alerts', { ...EDITOR, schema: creating }, async (request, reply) => {
    requireReach(request.appScope, request.body)
    const created = await alerts.create(request.body, toActor(request))
    await note(request, audit, { act: 'addAlert', id: created.alert.id, rule: request.body })
    return reply.code(201).send(created)
  })

  const replacing = {
    summary: 'Replaces the rule of an alert',
    tags,
    params: byId,
    body: alertDraft,
    response: withProblems({ 200: alertDetail.shape.alert }),
  }
  typed.put('/api/alerts/:id', { ...EDITOR, schema: replacing }, async (request) => {
    const { id } = request.params
    await readVisible(alerts, request.appScope, id)
    requireReach(request.appScope, request.body)
    const alert = await alerts.replace(id, request.body, toActor(request))
    await note(request, audit, { act: 'changeAlert', id, rule: request.body })
    return alert
  })

  const removing = {
    summary: 'Deletes an alert. If it fires, its webhook is told that it ended',
    tags,
    params: byId,
    response: withProblems({ 200: alertDetail.shape.alert }),
  }
  typed.delete('/api/alerts/:id', { ...EDITOR, schema: removing }, async (request) => {
    const { id } = request.params
    const { alert } = await readVisible(alerts, request.appScope, id)
    await alerts.remove(id, toActor(request))
    await note(request, audit, { act: 'removeAlert', id, rule: alert })
    return alert
  })
}

function registerWebhooks(server: FastifyInstance, { alerts, audit }: AlertRouteDeps): void {
  const typed = server.withTypeProvider<ZodTypeProvider>()
  const testing = {
    summary: 'Sends a test message to the webhook of an alert',
    tags,
    params: byId,
    response: withProblems({ 200: alertTest }),
  }
  typed.post('/api/alerts/:id/test', { ...EDITOR, schema: testing }, async (request) => {
    const { id } = request.params
    const { alert } = await readVisible(alerts, request.appScope, id)
    const result = await alerts.test(id)
    await note(request, audit, { act: 'testAlert', id, rule: alert })
    return result
  })

  const changing = {
    summary: 'Makes a new secret for the signatures of an alert, which only this answer holds',
    tags,
    params: byId,
    response: withProblems({ 200: alertSecret }),
  }
  typed.post('/api/alerts/:id/secret', { ...EDITOR, schema: changing }, async (request) => {
    const { id } = request.params
    const { alert } = await readVisible(alerts, request.appScope, id)
    const secret = await alerts.changeSecret(id, toActor(request))
    await note(request, audit, { act: 'changeAlertSecret', id, rule: alert })
    return { secret }
  })
}

/** An alert over all applications shows a number about each of them. */
function isVisible(scope: AppScope, { app_id: appId }: Pick<AlertRule, 'app_id'>): boolean {
  return appId === '' ? scope === 'all' : isInScope(scope, appId)
}

/** An alert of another application is not found, as if there were none. */
async function readVisible(alerts: Alerts, scope: AppScope, id: string) {
  const found = await alerts.read(id)
  if (!isVisible(scope, found.alert)) {
    throw new HttpProblem(404, 'rum.notFound', 'there is no alert with this id')
  }
  return found
}

function requireReach(scope: AppScope, rule: Pick<AlertRule, 'app_id'>): void {
  if (!isVisible(scope, rule)) {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: not one of your applications')
  }
}

/** Has one place among the askers of questions, as at the query API. */
function toAsker({ principal, ip }: FastifyRequest): string {
  return principal === null || principal === ANYONE ? `address:${ip}` : principal.name
}

/** The webhook's path and query may hold a key of the receiver: the audit has its host. */
async function note(
  request: FastifyRequest,
  audit: Pick<Audit, 'write'>,
  { act, id, rule }: { act: string; id: string; rule: AlertRule },
): Promise<void> {
  const { name, app_id: appId, webhook, is_enabled: isEnabled } = rule
  await audit.write({
    actor: toActor(request),
    act,
    subject: `alert:${id}`,
    details: {
      name,
      app_id: appId,
      webhook_host: webhook === '' ? '' : new URL(webhook).host,
      is_enabled: isEnabled,
    },
  })
}
