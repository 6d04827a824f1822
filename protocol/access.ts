import { z } from 'zod'
import { count, cursor, text, time } from './shape.ts'

/** Bodies and answers of the sign-in, administration and erasure routes. */

/** Each may do what those before it may. */
export const ROLES = ['viewer', 'editor', 'admin'] as const
const role = z.enum(ROLES)

const applications = z
  .union([z.literal('all'), z.array(text.min(1).max(256)).min(1)])
  .describe('`all`, or a list of application ids.')

/** Letters of any language and the characters of addresses, because a name is printed and stands in paths. */
const name = text.regex(/^[\p{L}\p{N}._@+-]{1,128}$/u, 'letters, digits and ._@+- only')
const password = text.min(12, 'at least 12 characters').max(1024)

/** `POST /api/sign-in` */
export const credentials = z.strictObject({
  name: text.min(1).max(256),
  password: text.min(1).max(1024),
})

const user = z.object({ name: text, role, applications })

/** `GET /api/me`: the caller's identity, and the ways to sign in. */
export const me = z.object({
  user: user.nullable().describe('`null` if the caller is not signed in.'),
  sign_in: z.object({
    password: z.boolean().describe('`POST /api/sign-in` takes a name and a password.'),
    oidc: z.boolean().describe('`GET /api/sign-in/oidc?to=<path>` leads to the identity provider.'),
    sign_out: z.boolean().describe('The user can sign out: `POST /api/sign-out`.'),
  }),
})

/** `GET /api/users` */
export const userList = z.object({
  users: z.array(
    user.extend({
      is_operator: z
        .boolean()
        .describe('The account of the admin secret, which no request changes or removes.'),
    }),
  ),
})

/** `POST /api/users` */
export const newUser = z.strictObject({
  name,
  password,
  role,
  applications: applications.default('all'),
})
export const createdUser = z.object({ name: text })

/** `PATCH /api/users/{name}` */
export const changedUser = z.strictObject({
  password: password.optional(),
  role: role.optional(),
  applications: applications.optional(),
})

/** `GET /api/tokens` */
export const tokenList = z.object({
  tokens: z.array(
    z.object({
      id: text,
      name: text,
      role,
      applications,
      created_by: text,
      created: time,
      ends: time.optional().describe('Expiry; absent if the token does not expire.'),
      last_used: time
        .optional()
        .describe('Accurate to ten minutes; absent if the token was never used.'),
    }),
  ),
})

/** `POST /api/tokens` */
export const newToken = z.strictObject({
  name,
  role,
  applications,
  expires_days: z.int().min(1).max(3650).optional(),
})

/** The only answer that holds the token. */
export const createdToken = z.object({ id: text, token: text })

const auditEntry = z.object({
  time,
  actor: text,
  act: text,
  subject: text,
  details: z.record(text, z.unknown()),
})

/** `GET /api/audit?limit&cursor`, newest first. */
export const auditList = z.object({ entries: z.array(auditEntry), next_cursor: cursor })

const key = text.min(1).max(1024)

/** `POST /api/erasures` */
export const newErasure = z.union([
  z.strictObject({ app_id: key, session_id: key }),
  z.strictObject({ app_id: key.optional(), userid: key }),
])
export const erasureAnswer = z.object({ sessions: count, events: count })

/** `GET /api/erasures`: those that are not finished, without the id whose events they delete. */
export const erasureList = z.object({
  erasures: z.array(
    z.object({
      id: text,
      app_id: text.optional().describe('Absent: every application.'),
      actor: text,
      started: time,
      sessions: count,
      events: count,
      is_running: z
        .boolean()
        .describe(
          'False if the last try failed, or an earlier process began it; it is retried every minute.',
        ),
      step: count.describe('Of the statements that delete, from 1; 0 before the first.'),
      steps: count,
      parts_left: count.describe('Parts that this step has still to rewrite.'),
    }),
  ),
})

export type RoleName = z.infer<typeof role>
export type ApplicationIds = z.infer<typeof applications>
export type Me = z.infer<typeof me>
export type UserList = z.infer<typeof userList>
export type TokenList = z.infer<typeof tokenList>
export type CreatedToken = z.infer<typeof createdToken>
export type AuditEntry = z.infer<typeof auditEntry>
export type AuditList = z.infer<typeof auditList>
export type ErasureList = z.infer<typeof erasureList>
