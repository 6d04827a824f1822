/** The shapes of signing in and of what an administrator does. Times are milliseconds since the epoch. */

export type RoleName = 'viewer' | 'editor' | 'admin'
/** `all`, or the ids of some. */
export type ApplicationIds = 'all' | string[]

/** `GET /api/me`: whom the collector takes the caller for, and how to sign in. */
export interface Me {
  /** Null: not signed in. */
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
    /** Absent: it does not end. */
    ends?: number
    /** To ten minutes; absent: never. */
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

/** `GET /api/audit?limit&cursor`, the newest first. */
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
