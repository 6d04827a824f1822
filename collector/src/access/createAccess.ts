import type { Store } from '../store/openStore.ts'
import type { Settings } from '../store/settings.ts'
import type { AccessOptions } from './accessOptions.ts'
import { createAccounts } from './accounts.ts'
import type { AdminRouteDeps } from './adminRoutes.ts'
import { createApiTokens } from './apiTokens.ts'
import type { Audit } from './audit.ts'
import { createAudit } from './audit.ts'
import { createCookies } from './cookies.ts'
import { createIdentify } from './identify.ts'
import { createOidc } from './oidc.ts'
import { createPasswordCheck } from './passwordCheck.ts'
import { createProxyIdentify } from './proxyHeader.ts'
import type { SignInRouteDeps } from './signInRoutes.ts'
import { createSignIns } from './signIns.ts'

export interface AccessDeps {
  store: Pick<Store, 'insert' | 'query'>
  settings: Settings
  options: AccessOptions
  trustedProxies: readonly string[]
  /** Removes what a user keeps for themselves; the name is the audit's, such as `user:ada`. */
  forgetUser(name: string): Promise<void>
  /** ms since the epoch. */
  now(): number
  monotonic(): number
}

export interface Access extends SignInRouteDeps, AdminRouteDeps {
  audit: Audit
}

/** Joins who signs in, who may call a route, and what an administrator does. */
export function createAccess(deps: AccessDeps): Access {
  const { store, settings, options, trustedProxies, forgetUser, now, monotonic } = deps
  const { publicUrl, groupRoles } = options
  const accounts = createAccounts(settings, options.adminSecret)
  const apiTokens = createApiTokens(settings, now)
  const signIns = createSignIns({ settings, accounts, now })
  const cookies = createCookies(publicUrl)
  const checkPassword = createPasswordCheck(accounts, monotonic)
  const identify = createIdentify({
    options,
    apiTokens,
    signIns,
    checkPassword,
    cookies,
    identifyByProxy:
      options.proxy && createProxyIdentify({ options: options.proxy, trustedProxies, groupRoles }),
  })
  return {
    options,
    identify,
    accounts,
    apiTokens,
    signIns,
    checkPassword,
    cookies,
    audit: createAudit(store, now),
    oidc: options.oidc && createOidc({ options: options.oidc, publicUrl, groupRoles }),
    forgetUser,
    now,
  }
}
