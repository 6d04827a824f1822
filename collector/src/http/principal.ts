import type { FastifyRequest } from 'fastify'
import type { RoleName } from '../../../protocol/access.ts'
import { ROLES } from '../../../protocol/access.ts'
import type { AppScope } from './appScope.ts'

export type Role = RoleName

/** On whose behalf a request runs. */
export interface Principal {
  /** As the audit names it: `user:ada`, `token:ci`, or `anyone` where access is open. */
  name: string
  role: Role
  scope: AppScope
  /** A browser adds a cookie, or a proxy's header, to requests that other sites cause; a token it does not. */
  isAmbient: boolean
}

/** Where nobody signs in. */
export const ANYONE: Principal = { name: 'anyone', role: 'admin', scope: 'all', isAmbient: true }

export function hasRole(principal: Principal, role: Role): boolean {
  return ROLES.indexOf(principal.role) >= ROLES.indexOf(role)
}

export function toActor({ principal }: FastifyRequest): string {
  return principal?.name ?? 'nobody'
}

/** True for a person with a name: neither a token, nor anyone of an open collector. */
export function isUser(principal: Principal | null): boolean {
  return principal?.name.startsWith('user:') ?? false
}
