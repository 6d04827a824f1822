import type { FastifyInstance } from 'fastify'
import type { AppScope } from './appScope.ts'
import type { Principal, Role } from './principal.ts'

/**
 * Role that a caller of a route needs. `public`: anyone, and the route tells nothing that is stored. A role: whoever has it,
 * for the applications of `request.appScope`. With `everyApplication` only those without a limit to some.
 */
export type RouteAccess = 'public' | Role | { role: Role; everyApplication: true }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Must be there: a server with a route that does not say does not start. */
    access?: RouteAccess
    /** A token may also stand in the query, as at a DataKit. */
    takesQueryToken?: boolean
  }
  interface FastifyRequest {
    /** Null until it is known, and on public routes. */
    principal: Principal | null
    /** The applications that this request may see; none where nobody is known. */
    readonly appScope: AppScope
  }
  interface FastifyInstance {
    /** Every route of the server, for tests that hold for all of them. */
    readonly routeAccess: readonly DeclaredRoute[]
  }
}

export interface DeclaredRoute {
  method: string
  url: string
  access: RouteAccess | undefined
}

/** Makes each route declare who may call it: `httpPlugin`, on which the plugins of areas depend, does so. */
export function requireRouteAccess(server: FastifyInstance): void {
  const routes: { method: string; url: string; config?: { access?: RouteAccess } | undefined }[] =
    []
  server.decorateRequest('principal', null)
  server.decorateRequest('appScope', {
    getter() {
      return this.principal?.scope ?? []
    },
  })
  server.decorate('routeAccess', {
    getter: () => routes.map(({ config, ...route }) => ({ ...route, access: config?.access })),
  })
  server.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      // By reference to the route: a plugin's own routes get their access from a later hook.
      routes.push({
        method,
        url: route.url,
        get config() {
          return route.config
        },
      })
    }
  })
  server.addHook('onReady', async () => {
    const silent = server.routeAccess.filter(({ access }) => access === undefined)
    if (silent.length > 0) {
      const names = silent.map(({ method, url }) => `${method} ${url}`)
      throw new Error(`routes without a declared access: ${names.join(', ')}`)
    }
  })
}

/** For a plugin that makes routes of its own: declares the access of all that its scope makes. */
export function declareAccess(scope: FastifyInstance, access: RouteAccess): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access }
  })
}
