/** Key of the links of applications, which settings change and sessions show. */
export const LINKS_KEY = 'application links'
