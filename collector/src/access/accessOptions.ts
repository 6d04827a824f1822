import { StartProblem } from '../core/startProblem.ts'
import type { GroupRoles } from './groupRoles.ts'

export interface AccessOptions {
  /** The password of the account `admin`; empty: there is no such account. */
  adminSecret: string
  /** Where people reach the collector, such as `https://rum.example.com`; empty: at the address it listens on. */
  publicUrl: string
  oidc: OidcOptions | undefined
  proxy: ProxyHeaderOptions | undefined
  /** Rights of a group of the identity provider or the proxy. */
  groupRoles: GroupRoles
}

export interface OidcOptions {
  issuer: string
  clientId: string
  /** Empty: a public client. */
  clientSecret: string
  /** The claim that holds the user's groups. */
  groupsClaim: string
}

export interface ProxyHeaderOptions {
  userHeader: string
  /** Empty: none. Its value is a list, by commas. */
  groupsHeader: string
}

export const OPEN_ACCESS: AccessOptions = {
  adminSecret: '',
  publicUrl: '',
  oidc: undefined,
  proxy: undefined,
  groupRoles: [],
}

/** Returns whether anybody may read without signing in. */
export function isOpen({ adminSecret, oidc, proxy }: AccessOptions): boolean {
  return adminSecret === '' && oidc === undefined && proxy === undefined
}

/** Throws a `StartProblem` where the settings would let in whoever should not be. */
export function checkAccessOptions(
  access: AccessOptions,
  { host, trustedProxies }: { host: string; trustedProxies: readonly string[] },
): void {
  if (isOpen(access) && !isLoopback(host)) {
    throw new StartProblem(
      `listening on ${host} would let anybody on the network read every session. Give an admin secret of 16 characters or more (--admin-secret-file FILE, or the variable DATAFLUX_RUM_ADMIN_SECRET), an identity provider (--oidc-issuer URL --oidc-client-id ID), or a proxy that signs people in (--proxy-user-header NAME --trusted-proxies RANGE); or listen on 127.0.0.1`,
    )
  }
  if (access.proxy !== undefined && trustedProxies.length === 0) {
    throw new StartProblem(
      '--proxy-user-header needs --trusted-proxies: the header is believed from them alone, since anybody can send one',
    )
  }
  if (access.oidc !== undefined && access.publicUrl === '') {
    throw new StartProblem(
      '--oidc-issuer needs --public-url, such as https://rum.example.com: the identity provider sends people back there',
    )
  }
  if ((access.oidc ?? access.proxy) !== undefined && access.groupRoles.length === 0) {
    throw new StartProblem(
      '--oidc-issuer and --proxy-user-header need --group-roles, such as rum-admins=admin,*=viewer: without it nobody has a role',
    )
  }
}

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
}
