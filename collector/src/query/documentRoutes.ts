import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SavedDocument, SavedDocuments } from '../../../protocol/analytics.ts'
import { savedDocument, savedDocuments } from '../../../protocol/analytics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { isInScope } from '../http/appScope.ts'
import { toActor } from '../http/principal.ts'
import type { StoredDocument } from '../store/documents.ts'
import { createDocuments } from '../store/documents.ts'
import type { Store } from '../store/openStore.ts'
import type { Clocks, VersionedRows } from '../store/versionedRows.ts'
import type { Api } from './apiRoute.ts'
import { text } from './rangeQuery.ts'

const KINDS = {
  'saved-views': { kind: 'saved_view', what: 'saved view' },
  dashboards: { kind: 'dashboard', what: 'dashboard' },
} as const

/** Limit of one user or token, for one kind: nobody uses up what others may keep. */
const MAX_DOCUMENTS = 200
const MAX_CHARACTERS = 2 ** 20
const MAX_BODY_CHARACTERS = 65_536

const draft = z.object({
  app_id: text.default('').describe('empty: for every application'),
  name: z.string().trim().min(1).max(200),
  bound_to: text.default('').describe('the view at which a dashboard is shown'),
  body: z
    .record(z.string(), z.unknown())
    .refine((body) => JSON.stringify(body).length <= MAX_BODY_CHARACTERS, 'more than 64 KiB'),
})
const path = z.object({ id: z.uuid() })
const nothing = z.object({})

interface DocumentDeps {
  store: Pick<Store, 'query' | 'insert' | 'deleteRows'>
  clock: Clocks
}

/** Those of one kind. */
interface Documents {
  /** The last changed first. */
  list(): Promise<StoredDocument[]>
  write(document: StoredDocument): Promise<void>
  remove(document: StoredDocument): Promise<void>
}

function ofKind(rows: VersionedRows<StoredDocument>, kind: string): Documents {
  return {
    async list() {
      const stored = [...(await rows.list(kind)).values()]
      return stored.sort((a, b) => b.updated_at - a.updated_at)
    },
    write: (document) => rows.write(kind, [document]),
    remove: (document) => rows.remove(kind, [document]),
  }
}

/** Saved views and dashboards: each of one application, or of all for who may see all. */
export function registerDocumentRoutes(api: Api, { store, clock }: DocumentDeps): void {
  const rows = createDocuments(store, clock)
  const { now } = clock
  for (const [name, { kind, what }] of Object.entries(KINDS)) {
    const documents = ofKind(rows, kind)
    const url = `/api/${name}`
    const group = name.replace('-', ' ')
    api.addRoute({
      url,
      summary: `All ${name.replace('-', ' ')}`,
      group,
      parameters: z.object({ app_id: text.optional(), bound_to: text.optional() }),
      answer: savedDocuments,
      handle: ({ parameters, request }) => list(documents, request.appScope, parameters),
    })
    api.addRoute({
      method: 'POST',
      url,
      access: 'editor',
      summary: `Stores a new ${what}`,
      group,
      parameters: nothing,
      body: draft,
      answer: savedDocument,
      handle: async ({ body, request }) => {
        requireScope(request.appScope, body.app_id)
        const owner = toActor(request)
        await requireRoom(documents, owner)
        return write(documents, { ...body, id: randomUUID(), updated_at: now() }, owner)
      },
    })
    api.addRoute({
      method: 'PUT',
      url: `${url}/:id`,
      access: 'editor',
      summary: `Replaces a ${what}`,
      group,
      parameters: nothing,
      path,
      body: draft,
      answer: savedDocument,
      handle: async ({ path: { id }, body, request }) => {
        const found = await find(documents, request.appScope, id)
        requireScope(request.appScope, body.app_id)
        return write(documents, { ...body, id, updated_at: now() }, readOwner(found))
      },
    })
    api.addRoute({
      method: 'DELETE',
      url: `${url}/:id`,
      access: 'editor',
      summary: `Deletes a ${what}`,
      group,
      parameters: nothing,
      path,
      answer: savedDocument,
      handle: async ({ path: { id }, request }) => {
        const found = await find(documents, request.appScope, id)
        await documents.remove({ ...found, body: '{}', updated_at: now() })
        return toDocument(found)
      },
    })
  }
}

async function list(
  documents: Documents,
  scope: AppScope,
  {
    app_id: appId,
    bound_to: boundTo,
  }: { app_id?: string | undefined; bound_to?: string | undefined },
): Promise<SavedDocuments> {
  const stored = await documents.list()
  const items = stored
    .filter((one) => isVisible(scope, one.app_id))
    .filter((one) => appId === undefined || one.app_id === appId || one.app_id === '')
    .map(toDocument)
    .filter((one) => boundTo === undefined || one.bound_to === boundTo)
  return { items }
}

/** One for every application may name anything of any: it is for who sees all. */
function isVisible(scope: AppScope, appId: string): boolean {
  return appId === '' ? scope === 'all' : isInScope(scope, appId)
}

function requireScope(scope: AppScope, appId: string): void {
  if (!isVisible(scope, appId)) {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: not one of your applications')
  }
}

async function find(documents: Documents, scope: AppScope, id: string): Promise<StoredDocument> {
  const stored = await documents.list()
  const found = stored.find((one) => one.id === id && isVisible(scope, one.app_id))
  if (found === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'there is none with this id')
  }
  return found
}

async function requireRoom(documents: Documents, owner: string): Promise<void> {
  const own = (await documents.list()).filter((one) => readOwner(one) === owner)
  const characters = own.reduce((sum, { body }) => sum + body.length, 0)
  if (own.length >= MAX_DOCUMENTS || characters >= MAX_CHARACTERS) {
    throw new HttpProblem(
      409,
      'rum.tooMany',
      `you have ${own.length} of them, ${characters} characters; at most ${MAX_DOCUMENTS} and ${MAX_CHARACTERS}: delete one`,
    )
  }
}

interface StoredBody extends Pick<SavedDocument, 'name' | 'bound_to' | 'body'> {
  /** Name of the person or token that made it; missing in older documents. */
  owner?: string | undefined
}

function readOwner({ body }: StoredDocument): string | undefined {
  return (JSON.parse(body) as StoredBody).owner
}

async function write(
  documents: Documents,
  document: SavedDocument,
  owner: string | undefined,
): Promise<SavedDocument> {
  const { id, app_id: appId, updated_at: updatedAt, ...rest } = document
  const body = JSON.stringify({ ...rest, owner } satisfies StoredBody)
  await documents.write({ id, app_id: appId, body, updated_at: updatedAt })
  return document
}

function toDocument({
  id,
  app_id: appId,
  body,
  updated_at: updatedAt,
}: StoredDocument): SavedDocument {
  const { owner: _, ...rest } = JSON.parse(body) as StoredBody
  return { id, app_id: appId, updated_at: updatedAt, ...rest }
}
