import type { Me } from '../../../../protocol/access.ts'

export const SECTIONS = ['applications', 'people', 'tokens', 'source-maps'] as const
export type SettingsSection = (typeof SECTIONS)[number]

/** Sections that a user may use, as the collector's routes have it. An open collector treats everybody as an administrator. */
export function listSections(user: Me['user'] | undefined): readonly SettingsSection[] {
  if (!user || user.role === 'viewer') {
    return []
  }
  return user.role === 'admin' && user.applications === 'all' ? SECTIONS : ['source-maps']
}

/** True if nobody signs in: the collector then refuses to make people and tokens. */
export function isOpenCollector(me: Me | undefined): boolean {
  return me !== undefined && !me.sign_in.sign_out
}
