import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SavedDocument, SavedDocuments } from '../../../protocol/analytics.ts'
import { savedDocument, savedDocuments } from '../../../protocol/analytics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { AppScope } from '../http/appScope.ts'
import { isInScope } from '../http/appScope.ts'
import { hasRole, isUser, toActor } from '../http/principal.ts'
import type { Documents as AllDocuments, StoredDocument } from '../store/documents.ts'
import type { Api } from './apiRoute.ts'
import type { StoredBody } from './documentBody.ts'
import { readBody } from './documentBody.ts'
import { text } from './rangeQuery.ts'

const KINDS = {
  'saved-views': { kind: 'saved_view', what: 'saved view' },
  dashboards: { kind: 'dashboard', what: 'dashboard' },
} as const

export const DOCUMENT_KINDS: readonly string[] = Object.values(KINDS).map(({ kind }) => kind)

/** Limit of one user or token, for one kind: nobody uses up what others may keep. */
const MAX_DOCUMENTS = 200
const MAX_CHARACTERS = 2 ** 20
const MAX_BODY_CHARACTERS = 65_536

const draft = z.object({
  app_id: text.default('').describe('empty: for every application'),
  name: z.string().trim().min(1).max(200),
  bound_to: text
    .default('')
    .describe('field values at whose records a dashboard is shown, as terms: version:2.*'),
  is_private: z
    .boolean()
    .optional()
    .describe(
      'Only the user who stores it may read, change and delete it; fixed when it is stored.',
    ),
  body: z
    .record(z.string(), z.unknown())
    .refine((body) => JSON.stringify(body).length <= MAX_BODY_CHARACTERS, 'more than 64 KiB'),
})
const path = z.object({ id: z.uuid() })
const nothing = z.object({})

interface DocumentDeps {
  documents: AllDocuments
  /** ms since the epoch. */
  now(): number
}

/** Those of one kind. */
interface Documents {
  /** The last changed first. */
  list(): Promise<StoredDocument[]>
  write(document: StoredDocument): Promise<void>
  remove(document: StoredDocument): Promise<void>
}

function ofKind(rows: AllDocuments, kind: string): Documents {
  return {
    async list() {
      const stored = [...(await rows.list(kind)).values()]
      return stored.sort((a, b) => b.updated_at - a.updated_at)
    },
    write: (document) => rows.write(kind, [document]),
    remove: (document) => rows.remove(kind, [document]),
  }
}

/**
 * Saved views and dashboards, each of one application or of all. Editors share them with everyone who sees the application;
 * a private one belongs to its owner, whatever the role.
 */
export function registerDocumentRoutes(api: Api, { documents: rows, now }: DocumentDeps): void {
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
      handle: ({ parameters, request }) => list(documents, request, parameters),
    })
    api.addRoute({
      method: 'POST',
      url,
      summary: `Stores a new ${what}`,
      group,
      parameters: nothing,
      body: draft,
      answer: savedDocument,
      handle: async ({ body, request }) => {
        const { is_private: isPrivate = false } = body
        requireRight(request, { ...body, is_private: isPrivate })
        if (isPrivate && !isUser(request.principal)) {
          throw new HttpProblem(
            409,
            'rum.noAccount',
            'is_private: only a signed-in user can keep private documents, not a token and not an open collector',
          )
        }
        const owner = toActor(request)
        const document = { ...body, is_private: isPrivate, id: randomUUID(), updated_at: now() }
        await requireRoom(documents, owner, document)
        return write(documents, document, owner)
      },
    })
    api.addRoute({
      method: 'PUT',
      url: `${url}/:id`,
      summary: `Replaces a ${what}`,
      group,
      parameters: nothing,
      path,
      body: draft,
      answer: savedDocument,
      handle: async ({ path: { id }, body, request }) => {
        const found = await find(documents, request, id)
        const { owner, is_private: isPrivate } = readBody(found)
        if (body.is_private !== undefined && body.is_private !== isPrivate) {
          throw new HttpProblem(
            400,
            'rum.badParameter',
            'is_private: a stored document stays private or shared; store a new one and delete this one',
          )
        }
        const document = { ...body, is_private: isPrivate, id, updated_at: now() }
        requireRight(request, { ...readBody(found), app_id: found.app_id })
        requireRight(request, document)
        if (owner !== undefined) {
          await requireRoom(documents, owner, document)
        }
        return write(documents, document, owner)
      },
    })
    api.addRoute({
      method: 'DELETE',
      url: `${url}/:id`,
      summary: `Deletes a ${what}`,
      group,
      parameters: nothing,
      path,
      answer: savedDocument,
      handle: async ({ path: { id }, request }) => {
        const found = await find(documents, request, id)
        requireRight(request, { ...readBody(found), app_id: found.app_id })
        await documents.remove({ ...found, body: '{}', updated_at: now() })
        return toDocument(found)
      },
    })
  }
}

async function list(
  documents: Documents,
  request: FastifyRequest,
  {
    app_id: appId,
    bound_to: boundTo,
  }: { app_id?: string | undefined; bound_to?: string | undefined },
): Promise<SavedDocuments> {
  const stored = await documents.list()
  const items = stored
    .filter((one) => isVisibleTo(request, one))
    .filter((one) => appId === undefined || one.app_id === appId || one.app_id === '')
    .map(toDocument)
    .filter((one) => boundTo === undefined || one.bound_to === boundTo)
  return { items }
}

/** One for every application may name anything of any: it is for who sees all. */
function isInReach(scope: AppScope, appId: string): boolean {
  return appId === '' ? scope === 'all' : isInScope(scope, appId)
}

/** A private document is there for its owner alone, an administrator included in the others. */
function isVisibleTo(request: FastifyRequest, stored: StoredDocument): boolean {
  const { owner, is_private: isPrivate } = readBody(stored)
  return isPrivate
    ? owner === toActor(request) && isOwnReach(request.appScope, stored.app_id)
    : isInReach(request.appScope, stored.app_id)
}

/** A private document for every application is for those that its owner may see. */
function isOwnReach(scope: AppScope, appId: string): boolean {
  return appId === '' || isInScope(scope, appId)
}

interface Kept {
  app_id: string
  is_private: boolean
}

/** @throws if the caller may not keep such a document: a shared one needs an editor who sees its application */
function requireRight(
  request: FastifyRequest,
  { app_id: appId, is_private: isPrivate }: Kept,
): void {
  const { principal, appScope } = request
  if (!isPrivate && (principal === null || !hasRole(principal, 'editor'))) {
    throw new HttpProblem(403, 'rum.roleMissing', 'a shared document needs the role editor')
  }
  if (!(isPrivate ? isOwnReach : isInReach)(appScope, appId)) {
    throw new HttpProblem(403, 'rum.scopeTooSmall', 'app_id: not one of your applications')
  }
}

async function find(
  documents: Documents,
  request: FastifyRequest,
  id: string,
): Promise<StoredDocument> {
  const stored = await documents.list()
  const found = stored.find((one) => one.id === id && isVisibleTo(request, one))
  if (found === undefined) {
    throw new HttpProblem(404, 'rum.notFound', 'there is none with this id')
  }
  return found
}

/** @throws if the owner keeps as much as one may without the document that is to be written */
async function requireRoom(
  documents: Documents,
  owner: string,
  { id }: Pick<SavedDocument, 'id'>,
): Promise<void> {
  const own = (await documents.list()).filter(
    (one) => one.id !== id && readBody(one).owner === owner,
  )
  const characters = own.reduce((sum, { body }) => sum + body.length, 0)
  if (own.length >= MAX_DOCUMENTS || characters >= MAX_CHARACTERS) {
    throw new HttpProblem(
      409,
      'rum.tooMany',
      `you have ${own.length} of them, ${characters} characters; at most ${MAX_DOCUMENTS} and ${MAX_CHARACTERS}: delete one`,
    )
  }
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

function toDocument(stored: StoredDocument): SavedDocument {
  const { id, app_id: appId, updated_at: updatedAt } = stored
  const { owner: _, ...rest } = readBody(stored)
  return { id, app_id: appId, updated_at: updatedAt, ...rest }
}
