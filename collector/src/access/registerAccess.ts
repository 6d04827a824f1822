import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Principal, Role } from '../http/principal.ts'
import { hasRole } from '../http/principal.ts'
import type { RouteAccess } from '../http/routeAccess.ts'

/** Says on whose behalf a request runs. `undefined`: on nobody's. Throws a `HttpProblem`. */
export type Identify = (request: FastifyRequest) => Promise<Principal | undefined>

/** Lets requests pass to whom their route is for. Needs what `requireRouteAccess` adds. */
export function registerAccess(server: FastifyInstance, identify: Identify): void {
  server.addHook('onRequest', async (request) => {
    const access: RouteAccess = request.is404
      ? 'public'
      : (request.routeOptions.config.access ?? 'admin')
    if (access === 'public') {
      return
    }
    const principal = await identify(request)
    if (principal === undefined) {
      throw new HttpProblem(401, 'rum.signInNeeded', 'sign in, or send an API token')
    }
    checkRole(principal, access)
    request.principal = principal
  })
}

function checkRole(principal: Principal, access: Exclude<RouteAccess, 'public'>): void {
  const role: Role = typeof access === 'string' ? access : access.role
  if (!hasRole(principal, role)) {
    throw new HttpProblem(403, 'rum.roleMissing', `this needs the role ${role}`)
  }
  if (typeof access !== 'string' && principal.scope !== 'all') {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'this is not for a limit to some applications')
  }
}
