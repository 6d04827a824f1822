/** Answers of the sign-in and administration routes. Times are milliseconds since the epoch. */

export type RoleName = 'viewer' | 'editor' | 'admin'
/** `all`, or a list of application ids. */
export type ApplicationIds = 'all' | string[]

/** `GET /api/me`: the caller's identity, and the ways to sign in. */
export interface Me {
  /** `null` if the caller is not signed in. */
  user: { name: string; role: RoleName; applications: ApplicationIds } | null
  sign_in: SignInWays
}

export interface SignInWays {
  /** `POST /api/sign-in` with `{name, password}`. */
  password: boolean
  /** `GET /api/sign-in/oidc?to=<path>` leads to the identity provider. */
  oidc: boolean
  /** The user can sign out: `POST /api/sign-out`. */
  sign_out: boolean
}

/** `GET /api/users` */
export interface UserList {
  users: { name: string; role: RoleName; applications: ApplicationIds }[]
}

/** `GET /api/tokens` */
export interface TokenList {
  tokens: {
    id: string
    name: string
    role: RoleName
    applications: ApplicationIds
    created_by: string
    created: number
    /** Expiry; absent if the token does not expire. */
    ends?: number
    /** Accurate to ten minutes; absent if the token was never used. */
    last_used?: number
  }[]
}

/** `POST /api/tokens`: the only answer that holds the token. */
export interface CreatedToken {
  id: string
  token: string
}

export interface AuditEntry {
  time: number
  actor: string
  act: string
  subject: string
  details: Record<string, unknown>
}

/** `GET /api/audit?limit&cursor`, newest first. */
export interface AuditList {
  entries: AuditEntry[]
  /** Pass as `cursor` for the next page; absent on the last one. */
  next_cursor?: string
}

/** `POST /api/erasures` with `{app_id, session_id}` or `{app_id?, userid}`. */
export interface ErasureAnswer {
  sessions: number
  events: number
}

/** `GET /api/erasures`: those that are not finished. Whose data they delete is not told. */
export interface ErasureList {
  erasures: {
    id: string
    /** Missing: every application. */
    app_id?: string
    actor: string
    /** ms since the epoch. */
    started: number
    sessions: number
    events: number
    /** `false`: the last try failed, or an earlier process began it; it is tried again every minute. */
    is_running: boolean
    /** Of the statements that delete, from 1; 0 before the first. */
    step: number
    steps: number
    /** Parts that this step has still to rewrite. */
    parts_left: number
  }[]
}
