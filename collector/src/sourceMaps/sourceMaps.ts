import { randomUUID } from 'node:crypto'
import type { SourceMapUpload } from '../../../protocol/sourceMaps.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import type { Settings } from '../store/settings.ts'
import type { ArchivedMap } from './readArchive.ts'
import { readArchive } from './readArchive.ts'

const KIND = 'sourceMaps'

/** Release that an upload belongs to: the tags of the events that it resolves. */
export interface Release {
  appId: string
  env: string
  version: string
}

/** Facts about a release without reading its maps. */
export interface ReleaseMaps extends Release {
  /** The id of the upload that counts. */
  upload: string
  files: string[]
  /** In the order of `files`; uploads of earlier versions do not have them. */
  fileBytes?: number[]
  bytes: number
  uploadedAt: number
  uploadedBy: string
}

export interface SourceMaps {
  /** Replaces what the release has, when all of it is stored. Throws a 400 `HttpProblem`. */
  upload(release: Release, body: Buffer, uploadedBy: string): Promise<SourceMapUpload>
  /**
   * @param upload - only if the maps are still those of this upload
   * @returns whether there were any
   */
  remove(release: Release, upload?: string): Promise<boolean>
  /** The newest first. */
  list(): Promise<ReleaseMaps[]>
  find(release: Release): Promise<ReleaseMaps | undefined>
  read(maps: ReleaseMaps, path: string): Promise<string | undefined>
}

/** Bytes that are written at a time: a statement for each of a thousand small maps would take a minute. */
const CHUNK_BYTES = 8 * 2 ** 20

export function createSourceMaps(
  store: Pick<Store, 'insert' | 'query' | 'deleteRows'>,
  settings: Settings,
  now: () => number,
): SourceMaps {
  async function find(release: Release): Promise<ReleaseMaps | undefined> {
    return (await settings.list<ReleaseMaps>(KIND)).get(toId(release))
  }

  async function storeAll(
    appId: string,
    upload: string,
    body: Buffer,
  ): Promise<{ files: string[]; fileBytes: number[]; bytes: number; ignored: number }> {
    const files: string[] = []
    const fileBytes: number[] = []
    let bytes = 0
    let waiting: ArchivedMap[] = []
    let waitingBytes = 0
    async function flush(): Promise<void> {
      await store.insert(
        'source_maps',
        waiting.map((map) => ({ app_id: appId, upload, ...map })),
      )
      waiting = []
      waitingBytes = 0
    }
    const ignored = await readArchive(body, async (map) => {
      files.push(map.path)
      fileBytes.push(map.content.length)
      bytes += map.content.length
      waiting.push({ ...map, content: map.content.toWellFormed() })
      waitingBytes += map.content.length
      if (waitingBytes > CHUNK_BYTES) {
        await flush()
      }
    })
    if (waiting.length > 0) {
      await flush()
    }
    return { files, fileBytes, bytes, ignored }
  }

  return {
    find,
    async list() {
      const all = [...(await settings.list<ReleaseMaps>(KIND)).values()]
      return all.sort((one, other) => other.uploadedAt - one.uploadedAt)
    },
    async upload(release, body, uploadedBy) {
      const { appId } = release
      const upload = randomUUID()
      const stored = await storeAll(appId, upload, body).catch(async (error: unknown) => {
        // If the disk has no room for this deletion either, the rows stay, but no release refers to them.
        await removeUpload(store, { appId, upload }).catch(() => undefined)
        throw error
      })
      if (stored.files.length === 0) {
        throw new HttpProblem(400, 'rum.badArchive', 'the archive is refused: no .map is in it')
      }
      const former = await find(release)
      const { files, fileBytes, bytes, ignored } = stored
      const maps: ReleaseMaps = {
        ...release,
        upload,
        files,
        fileBytes,
        bytes,
        uploadedAt: now(),
        uploadedBy,
      }
      await settings.write(KIND, toId(release), maps)
      if (former !== undefined) {
        await removeUpload(store, former)
      }
      return { files: files.length, ignored, bytes }
    },
    async remove(release, upload) {
      const former = await find(release)
      if (former === undefined || (upload !== undefined && former.upload !== upload)) {
        return false
      }
      await settings.remove(KIND, toId(release))
      await removeUpload(store, former)
      return true
    },
    async read({ appId, upload }, path) {
      const [row] = await store.query<{ content: string }>(
        `SELECT content FROM rum.source_maps
WHERE app_id = {appId:String} AND upload = {upload:String} AND path = {path:String} LIMIT 1`,
        { appId, upload, path },
      )
      return row?.content
    },
  }
}

/** Removes the rows of one upload. */
export function removeUpload(
  store: Pick<Store, 'deleteRows'>,
  { appId, upload }: { appId: string; upload: string },
): Promise<void> {
  const condition = 'app_id = {appId:String} AND upload = {upload:String}'
  return store.deleteRows({ table: 'source_maps', condition, parameters: { appId, upload } })
}

function toId({ appId, env, version }: Release): string {
  return JSON.stringify([appId, env, version])
}
