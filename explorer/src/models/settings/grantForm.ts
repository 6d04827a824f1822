import type { ApplicationIds, RoleName } from '../../../../protocol/access.ts'

/** A role for some applications or all, as a form shows it. */
export interface GrantForm {
  name: string
  role: RoleName
  isForAll: boolean
  /** Ids of applications, where it is not for all. */
  chosen: readonly string[]
}

export interface PersonForm extends GrantForm {
  /** Empty: the password stays. */
  password: string
}

export interface TokenForm extends GrantForm {
  /** Days as a text; empty: it does not end. */
  expires: string
}

export type GrantProblem = 'nameBad' | 'nameTaken' | 'applicationsMissing' | 'passwordShort'
export type GrantProblems = Partial<Record<'name' | 'applications' | 'password', GrantProblem>>

/** As the collector has it: letters of any language and the characters of addresses. */
const NAME = /^[\p{L}\p{N}._@+-]{1,128}$/u
export const MIN_PASSWORD = 12

export const NEW_PERSON: PersonForm = {
  name: '',
  role: 'viewer',
  isForAll: false,
  chosen: [],
  password: '',
}
export const NEW_TOKEN: TokenForm = {
  name: '',
  role: 'editor',
  isForAll: false,
  chosen: [],
  expires: '365',
}

export interface GrantRules {
  /** Names that exist already; a token's may occur twice. */
  taken?: readonly string[]
  /** A new person needs one. */
  needsPassword?: boolean
}

/** Finds what must be corrected before the form can be sent. */
export function findGrantProblems(
  form: GrantForm & { password?: string },
  { taken = [], needsPassword = false }: GrantRules = {},
): GrantProblems {
  const { password = '' } = form
  const isShort = password.length < MIN_PASSWORD && (needsPassword || password !== '')
  const name = form.name.trim()
  return {
    ...(!NAME.test(name) && { name: 'nameBad' as const }),
    ...(taken.includes(name) && { name: 'nameTaken' as const }),
    ...(!form.isForAll &&
      form.chosen.length === 0 && { applications: 'applicationsMissing' as const }),
    ...(isShort && { password: 'passwordShort' as const }),
  }
}

export function toApplications({ isForAll, chosen }: GrantForm): ApplicationIds {
  return isForAll ? 'all' : [...chosen]
}

/** The choices of a form: known applications, and those that the grant has already. */
export function listChoices(known: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...known, ...chosen])].sort((one, other) => one.localeCompare(other))
}

/** Leaves out characters that look alike, because people read a password to each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
const PASSWORD_LENGTH = 20

/** @param random - numbers below 2 ** 32, such as from `crypto.getRandomValues` */
export function toPassword(random: ArrayLike<number>): string {
  return Array.from(random, (number) => LETTERS[number % LETTERS.length]).join('')
}

export function createPassword(): string {
  return toPassword(crypto.getRandomValues(new Uint32Array(PASSWORD_LENGTH)))
}
