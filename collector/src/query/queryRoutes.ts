import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/openStore.ts'
import { registerAnalysisRoutes } from './analysisRoutes.ts'
import { createApi } from './apiRoute.ts'
import { registerDocumentRoutes } from './documentRoutes.ts'
import { registerEventRoutes } from './eventRoutes.ts'
import { registerExportRoutes } from './exportRoutes.ts'
import type { AddStacks } from './sessionRoutes.ts'
import { registerSessionRoutes } from './sessionRoutes.ts'

export interface QueryDeps {
  store: Pick<Store, 'query' | 'maintain'>
  stacks: AddStacks
  /** ms since the epoch. */
  now(): number
}

/** Everything below `/api` that reads, and what people save of it. */
export async function registerQueries(
  server: FastifyInstance,
  { store, stacks, now }: QueryDeps,
): Promise<void> {
  const api = createApi(server, store)
  registerSessionRoutes(api, { stacks, now })
  registerEventRoutes(api, { now })
  registerAnalysisRoutes(api, { stacks, now })
  registerExportRoutes(api, { now })
  registerDocumentRoutes(api, { store, now })
}
