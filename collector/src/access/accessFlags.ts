import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OptionTable } from '../core/option.ts'
import { StartProblem } from '../core/startProblem.ts'
import type { AccessOptions } from './accessOptions.ts'
import type { GroupRoles } from './groupRoles.ts'
import { parseGroupRoles } from './groupRoles.ts'

/** The command's options that say who may read. */
export interface AccessFlags {
  adminSecret: string
  adminSecretFile: string
  publicUrl: string
  oidcIssuer: string
  oidcClientId: string
  oidcClientSecret: string
  oidcGroupsClaim: string
  proxyUserHeader: string
  proxyGroupsHeader: string
  groupRoles: GroupRoles
}

const SECRET_CHARACTERS = 16
const url = z
  .string()
  .refine(
    (text) => text === '' || (/^https?:/.test(text) && URL.canParse(text)),
    'an address that begins with https://',
  )
const header = z.string().regex(/^[A-Za-z0-9-]*$/, 'the name of a header')

export const ACCESS_OPTIONS: OptionTable<AccessFlags> = {
  adminSecret: {
    default: '',
    help: 'password of the account admin; better by variable or file',
    schema: z
      .string()
      .refine((text) => text === '' || text.length >= SECRET_CHARACTERS, 'at least 16 characters'),
  },
  adminSecretFile: { default: '', help: 'file that holds it', schema: z.string() },
  publicUrl: {
    default: '',
    help: 'where people reach it, such as https://rum.example.com',
    schema: url,
  },
  oidcIssuer: {
    default: '',
    help: 'OpenID Connect provider that signs people in',
    schema: url,
  },
  oidcClientId: {
    default: '',
    help: 'what the provider calls this collector',
    schema: z.string(),
  },
  oidcClientSecret: {
    default: '',
    help: 'its secret there; better by variable',
    schema: z.string(),
  },
  oidcGroupsClaim: {
    default: 'groups',
    help: 'claim that holds the groups of a user',
    schema: z.string(),
  },
  proxyUserHeader: {
    default: '',
    help: 'header in which a trusted proxy names the user',
    schema: header,
  },
  proxyGroupsHeader: {
    default: '',
    help: 'header in which it lists the groups',
    schema: header,
  },
  groupRoles: {
    default: '',
    help: 'roles of groups, such as rum-admins=admin,*=viewer',
    schema: z.string().transform((text, context) => {
      const pairs = parseGroupRoles(text)
      if (pairs === undefined) {
        context.addIssue('pairs by commas, such as rum-admins=admin,*=viewer')
      }
      return pairs ?? []
    }),
  },
}

/** Throws a `StartProblem` where they do not go together. */
export function toAccessOptions(flags: AccessFlags): AccessOptions {
  const { publicUrl, groupRoles, oidcIssuer: issuer, oidcClientId: clientId } = flags
  if ((issuer === '') !== (clientId === '')) {
    throw new StartProblem('--oidc-issuer and --oidc-client-id belong together')
  }
  return {
    adminSecret: readSecret(flags.adminSecret, flags.adminSecretFile),
    publicUrl,
    groupRoles,
    oidc:
      issuer === ''
        ? undefined
        : {
            issuer,
            clientId,
            clientSecret: flags.oidcClientSecret,
            groupsClaim: flags.oidcGroupsClaim,
          },
    proxy:
      flags.proxyUserHeader === ''
        ? undefined
        : { userHeader: flags.proxyUserHeader, groupsHeader: flags.proxyGroupsHeader },
  }
}

function readSecret(secret: string, path: string): string {
  if (path === '') {
    return secret
  }
  if (secret !== '') {
    throw new StartProblem('--admin-secret and --admin-secret-file: give one of them')
  }
  const text = readText(path).trim() // an editor ends a file with a newline
  if (text.length < SECRET_CHARACTERS) {
    throw new StartProblem(`--admin-secret-file: ${path} holds less than 16 characters`)
  }
  return text
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartProblem(
      `--admin-secret-file: ${path} cannot be read: ${(error as Error).message}`,
    )
  }
}
