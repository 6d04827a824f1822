export interface Person {
  userid: string
  user_name: string
  user_email: string
}

export interface PersonText {
  /** Name, else email, else id. */
  label: string
  /** The remaining values. */
  note: string
  isAnonymous: boolean
}

export function toPersonText({ userid, user_name, user_email }: Person): PersonText {
  const [label, ...rest] = [...new Set([user_name, user_email, userid].filter(Boolean))]
  return { label: label ?? 'Anonymous', note: rest.join(' · '), isAnonymous: label === undefined }
}
