import { z } from 'zod'
import { errorGroup } from './analytics.ts'
import { count, nanoseconds, share, text, time } from './shape.ts'

/** Answers about the health of releases. docs/releases.md has the formulas. */

const health = {
  sessions: count,
  users: count,
  crashed: count,
  abnormal: count,
  errored: count,
  healthy: count,
  crash_free_sessions: share,
  crash_free_users: share,
  errors: count.describe('Error events of these sessions.'),
  sessions_with_errors: count.describe('Sessions with an error event, whatever their health.'),
  engaged: count.describe('Sessions longer than ten seconds, or with at least two views.'),
  views: count,
  actions: count,
  time_spent_p50: nanoseconds.describe('ns: median duration; 0 without sessions'),
}

const healthOnly = z.object(health)

const release = z.object({
  app_id: text,
  version: text,
  ...health,
  adoption: share.describe('Share of the sessions of the application.'),
  user_adoption: share.describe('Share of the users of the application.'),
  first_seen: time.describe(
    'ms since the epoch: first stored event of the version, whatever the range.',
  ),
  last_seen: time.describe('ms since the epoch: last stored event of the version.'),
  before: text
    .nullable()
    .describe(
      'Version of the application that was first seen before this one; null for the first.',
    ),
})

/** `GET /api/releases`: health by version, the version that was first seen last comes first. */
export const releases = z.object({
  total: healthOnly.describe('All sessions of the range, of every version.'),
  releases: z.array(release),
})

/** `GET /api/releases/series`: every bucket of the range, including empty ones. */
export const releaseSeries = z.object({
  interval: z.int().describe('Width of a bucket in ms.'),
  times: z.array(time).describe('Start of each bucket.'),
  total: z.array(healthOnly).describe('All sessions, one entry for each bucket.'),
  releases: z
    .array(z.object({ app_id: text, version: text, health: z.array(healthOnly) }))
    .describe('Versions with the most sessions in the range, one entry of health for each bucket.'),
})

/** `GET /api/releases/comparison`: a release and the one before it. */
export const releaseComparison = z.object({
  release,
  before: release.nullable().describe('Null for the first release.'),
  new_errors: z
    .array(errorGroup)
    .describe(
      'Errors of the release in the range that no release before it has ever had. Empty for the first.',
    ),
  gone_errors: z
    .array(errorGroup)
    .describe('Errors of the release before in the range that the release has never had.'),
})

export type Health = z.infer<typeof healthOnly>
export type Release = z.infer<typeof release>
export type Releases = z.infer<typeof releases>
export type ReleaseSeries = z.infer<typeof releaseSeries>
export type ReleaseComparison = z.infer<typeof releaseComparison>
