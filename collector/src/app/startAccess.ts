import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { AccessOptions } from '../access/accessOptions.ts'
import { createAccounts } from '../access/accounts.ts'
import { registerAdmin } from '../access/adminRoutes.ts'
import { createApiTokens } from '../access/apiTokens.ts'
import type { Audit } from '../access/audit.ts'
import { createAudit } from '../access/audit.ts'
import { createCookies } from '../access/cookies.ts'
import { createIdentify } from '../access/identify.ts'
import { createOidc } from '../access/oidc.ts'
import { createPasswordCheck } from '../access/passwordCheck.ts'
import { createProxyIdentify } from '../access/proxyHeader.ts'
import { registerAccess } from '../access/registerAccess.ts'
import { registerSignIn } from '../access/signInRoutes.ts'
import { createSignIns } from '../access/signIns.ts'
import type { Erasures } from '../erasure/erasure.ts'
import { createErasures } from '../erasure/erasure.ts'
import { registerErasures } from '../erasure/erasureRoutes.ts'
import { createSessionDeletion } from '../erasure/sessionDeletion.ts'
import type { Store } from '../store/openStore.ts'
import type { Settings } from '../store/settings.ts'
import { createSettings } from '../store/settings.ts'

export interface AccessDeps {
  store: Store
  options: AccessOptions
  trustedProxies: readonly string[]
  /** Empty for the embedded engine. */
  clickhouseUrl: string
  /** ms since the epoch. */
  now(): number
  monotonic(): number
  /** Whether acknowledged events are not in the store yet. */
  hasBacklog(): boolean
}

/** What of it other rooms use. */
export interface Access {
  audit: Audit
  settings: Settings
  erasures: Erasures
}

/** Joins who signs in, who may call a route, and what an administrator does. Before any other route is made. */
export async function startAccess(
  server: FastifyInstance,
  { store, options, trustedProxies, clickhouseUrl, now, monotonic, hasBacklog }: AccessDeps,
): Promise<Access> {
  const { publicUrl, groupRoles } = options
  const settings = createSettings(
    { query: store.querySmall, insert: store.insert, deleteRows: store.deleteRows },
    { now, monotonic },
  )
  const accounts = createAccounts(settings, options.adminSecret)
  const apiTokens = createApiTokens(settings, now)
  const signIns = createSignIns({ settings, accounts, now })
  const cookies = createCookies(publicUrl)
  const audit = createAudit(store, now)
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
  await server.register(cookie) // first: its hook reads what the next one asks for
  registerAccess(server, identify)
  registerSignIn(server, {
    options,
    identify,
    signIns,
    checkPassword,
    cookies,
    audit,
    oidc: options.oidc && createOidc({ options: options.oidc, publicUrl, groupRoles }),
  })
  registerAdmin(server, { accounts, apiTokens, audit, now })
  const erasures = createErasures({
    deletion: createSessionDeletion(store),
    settings,
    audit,
    isShared: clickhouseUrl !== '',
    now,
    report: (message, err) => server.log.warn({ err }, message),
  })
  registerErasures(server, { erasures, hasBacklog })
  return { audit, settings, erasures }
}
