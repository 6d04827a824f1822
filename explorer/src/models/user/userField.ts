const USER_FIELDS: readonly string[] = ['user', 'userid', 'user_name', 'user_email']

/** True of fields whose value has a page of its own. */
export const isUserField = (field: string): boolean => USER_FIELDS.includes(field)

const USER_TERM = /^(\w+):(?:"((?:[^"\\]|\\.)*)"|([^\s"*()<>[\]{}]+))$/

/** Reads the user that a term of the search asks for; `undefined` if it asks for something else, or for several. */
export function readUserTerm(term: string): string | undefined {
  const [, key = '', quoted, plain] = USER_TERM.exec(term) ?? []
  return isUserField(key) ? (quoted?.replace(/\\(.)/g, '$1') ?? plain) : undefined
}
