import { z } from 'zod'
import { releaseComparison, releaseSeries, releases } from '../../../protocol/releases.ts'
import type { Api } from './apiRoute.ts'
import { intervalShape, rangeShape, text } from './rangeQuery.ts'
import { compareRelease } from './releaseComparison.ts'
import { readReleaseSeries } from './releaseSeries.ts'
import { listReleases } from './releases.ts'

const toLimit = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual)

const range = z.object({
  ...rangeShape,
  env: text.optional().describe('one environment; a release is first seen in each at another time'),
})

/** Health of releases. */
export function registerReleaseRoutes(api: Api): void {
  const group = 'releases'

  api.addRoute({
    url: '/api/releases',
    summary: 'Release health by version: formulas in docs/releases.md',
    group,
    parameters: range.extend({ limit: toLimit(500, 50) }),
    answer: releases,
    handle: ({ parameters, reader, toScope }) =>
      listReleases(reader, toScope(parameters), parameters),
  })
  api.addRoute({
    url: '/api/releases/series',
    summary: 'Session health over time: of all sessions, and of the versions with the most of them',
    group,
    parameters: range.extend({
      ...intervalShape,
      limit: toLimit(20, 5).describe('versions'),
    }),
    answer: releaseSeries,
    handle: ({ parameters, reader, toScope }) =>
      readReleaseSeries(reader, toScope(parameters), parameters),
  })
  api.addRoute({
    url: '/api/releases/comparison',
    summary: 'A release and the one before it: health, new errors and errors that are gone',
    group,
    parameters: range.extend({
      app_id: text.min(1).describe('application of the release'),
      version: text.default('').describe('by default that of events without one'),
      limit: toLimit(100, 20).describe('errors of each list'),
    }),
    answer: releaseComparison,
    handle: ({ parameters, reader, toScope }) =>
      compareRelease(reader, toScope(parameters), parameters),
  })
}
