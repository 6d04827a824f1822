import { ROLES } from '../../../protocol/access.ts'
import type { Role } from '../http/principal.ts'
import type { Grant } from './accounts.ts'

/** Pairs of a group and its role; `*` is everybody who could sign in. */
export type GroupRoles = readonly (readonly [group: string, role: Role])[]

/** Reads `rum-admins=admin,*=viewer`. `undefined` where it is none. */
export function parseGroupRoles(text: string): GroupRoles | undefined {
  const pairs = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => part.split('=').map((word) => word.trim()))
  return pairs.every(([group = '', role = '', ...rest]) => {
    return group !== '' && isRole(role) && rest.length === 0
  })
    ? (pairs as [string, Role][])
    : undefined
}

/** The highest role of those that the groups have. `undefined`: none. */
export function toGrant(groups: readonly string[], groupRoles: GroupRoles): Grant | undefined {
  const given = groupRoles
    .filter(([group]) => group === '*' || groups.includes(group))
    .map(([, role]) => role)
  const role = ROLES.findLast((each) => given.includes(each))
  return role && { role, scope: 'all' }
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}
