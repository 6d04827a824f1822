/** Keys of answers that a change makes stale. */
export const APPLICATIONS_KEY = 'settings applications'
export const SEEN_KEY = 'settings seen applications'
export const USERS_KEY = 'settings users'
export const TOKENS_KEY = 'settings tokens'
export const MAPS_KEY = 'settings source maps'
