import type { FastifyInstance } from 'fastify'
import type { Documents } from '../store/documents.ts'
import type { Store } from '../store/openStore.ts'
import { registerAnalysisRoutes } from './analysisRoutes.ts'
import { createApi } from './apiRoute.ts'
import { registerDocumentRoutes } from './documentRoutes.ts'
import { registerEventRoutes } from './eventRoutes.ts'
import { registerExportRoutes } from './exportRoutes.ts'
import { registerReleaseRoutes } from './releaseRoutes.ts'
import type { AddStacks } from './sessionRoutes.ts'
import { registerSessionRoutes } from './sessionRoutes.ts'

export interface QueryDeps {
  store: Pick<Store, 'query'>
  documents: Documents
  stacks: AddStacks
  /** ms since the epoch. */
  now(): number
}

/** Everything below `/api` that reads, and what people save of it. */
export async function registerQueries(
  server: FastifyInstance,
  { store, documents, stacks, now }: QueryDeps,
): Promise<void> {
  const api = createApi(server, { store, now })
  registerSessionRoutes(api, stacks)
  registerEventRoutes(api, stacks)
  registerAnalysisRoutes(api, stacks)
  registerReleaseRoutes(api)
  registerExportRoutes(api)
  registerDocumentRoutes(api, { documents, now })
}
