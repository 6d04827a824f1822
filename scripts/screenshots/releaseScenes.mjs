/** The whole week of the pictures, ending as it does. */
const WEEK = 'from=2026-11-19T00:00:00.000Z&to=2026-11-26T00:00:00.000Z'
const SHOP = `/releases?app_id=shop&${WEEK}`
const TALL = { width: 1440, height: 900 }

/**
 * Pictures of the health of releases.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const RELEASE_SCENES = [
  { name: 'releases', path: SHOP, ready: '.release-table', viewport: TALL },
  { name: 'release', path: `${SHOP}&version=2.3.0`, ready: '.stack', viewport: TALL },
  {
    name: 'releases-chinese',
    path: `${SHOP}&measure=outcomes`,
    ready: '.release-table',
    theme: 'dark',
    locale: 'zh',
    viewport: TALL,
  },
]
