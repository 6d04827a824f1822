import { toSearch } from '../../api/request.ts'
import { quoteValue } from '../search/printSearch.ts'

/** Days up to now that the page is about. */
export const USER_DAYS = [7, 30, 90] as const
export type UserDays = (typeof USER_DAYS)[number]

/** Address of a user's page, after its path. */
export interface UserPageState {
  /** All applications that the reader may see if absent. */
  appId: string | undefined
  days: UserDays
}

const DEFAULT_DAYS: UserDays = 30

export function parseUserPageState(search: string): UserPageState {
  const params = new URLSearchParams(search)
  const days = USER_DAYS.find((one) => `${one}d` === params.get('range')) ?? DEFAULT_DAYS
  return { appId: params.get('app_id') || undefined, days }
}

export function toUserSearch({ appId, days }: UserPageState): string {
  return toSearch({ app_id: appId, range: days === DEFAULT_DAYS ? undefined : `${days}d` })
}

/** Term of the search that finds a user by id, name or e-mail address. */
export const toUserTerm = (user: string): string => `user:${quoteValue(user)}`
