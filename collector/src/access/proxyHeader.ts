import proxyAddr from '@fastify/proxy-addr'
import type { FastifyRequest } from 'fastify'
import type { ProxyHeaderOptions } from './accessOptions.ts'
import type { GroupRoles } from './groupRoles.ts'
import { toGrant } from './groupRoles.ts'
import { toPrintableName } from './printableName.ts'
import type { Identify } from './registerAccess.ts'

export interface ProxyHeaderDeps {
  options: ProxyHeaderOptions
  trustedProxies: readonly string[]
  groupRoles: GroupRoles
}

/**
 * Believes a proxy that has signed the user in. The address is the connection's own, never a header's:
 * whoever is not the proxy can write any header.
 */
export function createProxyIdentify({
  options,
  trustedProxies,
  groupRoles,
}: ProxyHeaderDeps): Identify {
  const isTrusted = proxyAddr.compile([...trustedProxies])
  return async ({ socket, headers }: FastifyRequest) => {
    if (!isTrusted(socket.remoteAddress ?? '', 0)) {
      return undefined
    }
    const name = String(headers[options.userHeader.toLowerCase()] ?? '').trim()
    const groups = String(headers[options.groupsHeader.toLowerCase()] ?? '').split(',')
    const grant = toGrant(
      groups.map((group) => group.trim()),
      groupRoles,
    )
    return name === '' || grant === undefined
      ? undefined
      : { name: `user:${toPrintableName(name)}`, ...grant, isAmbient: true }
  }
}
