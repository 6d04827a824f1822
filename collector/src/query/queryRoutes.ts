import type { FastifyInstance } from 'fastify'
import type { StackResolver } from '../sourceMaps/stackResolver.ts'
import type { Store } from '../store/openStore.ts'
import { registerAnalysisRoutes } from './analysisRoutes.ts'
import { registerDocs } from './docsRoutes.ts'
import { registerDocumentRoutes } from './documentRoutes.ts'
import { registerEventRoutes } from './eventRoutes.ts'
import { registerExportRoutes } from './exportRoutes.ts'
import { withQueryLimits } from './queryProblem.ts'
import { registerSessionRoutes } from './sessionRoutes.ts'

export interface QueryDeps {
  store: Pick<Store, 'query' | 'maintain'>
  /** Resolves the stacks of errors that are shown. */
  stacks: Pick<StackResolver, 'addTo'>
  /** ms since the epoch. */
  now(): number
  version: string
}

/** Everything below `/api` that reads, and what people save of it. */
export async function registerQueries(
  server: FastifyInstance,
  { store, stacks, now, version }: QueryDeps,
): Promise<void> {
  await registerDocs(server, version)
  const reader = withQueryLimits(store)
  registerSessionRoutes(server, { store: reader, stacks, now })
  registerEventRoutes(server, { store: reader, now })
  registerAnalysisRoutes(server, { store: reader, stacks, now })
  registerExportRoutes(server, { store: reader, now })
  registerDocumentRoutes(server, { store, now })
}
