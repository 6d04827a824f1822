import type { Documents } from '../store/documents.ts'
import { readBody } from './documentBody.ts'
import { DOCUMENT_KINDS } from './documentRoutes.ts'

/** Removes what a user keeps for themselves, so that a later user of the same name does not find it. */
export async function removePrivateDocuments(documents: Documents, owner: string): Promise<void> {
  for (const kind of DOCUMENT_KINDS) {
    const stored = [...(await documents.list(kind)).values()]
    const own = stored.filter((one) => {
      const { is_private: isPrivate, owner: found } = readBody(one)
      return isPrivate && found === owner
    })
    await documents.remove(
      kind,
      own.map((one) => ({ ...one, body: '{}' })),
    )
  }
}
