import type { Entry, ZipFile } from 'yauzl'
import { fromBuffer } from 'yauzl'
import { HttpProblem } from '../core/httpProblem.ts'

export interface ArchivedMap {
  /** Inside of the archive, with `/` and without `..`. */
  path: string
  content: string
}

export interface ArchiveLimits {
  entries: number
  /** Limit of one map, inflated. */
  mapBytes: number
  /** Limit of all maps together. */
  totalBytes: number
  /** How much larger than in the archive a map may be, once it is over a megabyte. */
  ratio: number
  pathCharacters: number
  depth: number
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 10_000,
  mapBytes: 32 * 2 ** 20,
  totalBytes: 256 * 2 ** 20,
  ratio: 100, // source maps shrink to a tenth, a bomb to a thousandth
  pathCharacters: 1024,
  depth: 32,
}

const RATIO_FROM_BYTES = 2 ** 20

/**
 * Gives each map of a zip to `take`, one after another. What is no `.map` is not inflated. Throws a 400
 * `HttpProblem` that names the entry; sizes are checked as they are claimed and again as they are.
 *
 * @returns the number of other files
 */
export async function readArchive(
  body: Buffer,
  take: (map: ArchivedMap) => Promise<void>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<number> {
  const zip = await open(body)
  if (zip.entryCount > limits.entries) {
    throw refuse(`it has ${zip.entryCount} entries, more than ${limits.entries}`)
  }
  const seen = new Set<string>()
  let total = 0
  let ignored = 0
  for (let entry = await next(zip); entry !== undefined; entry = await next(zip)) {
    const { fileName: path } = entry
    if (path.endsWith('/')) {
      continue
    }
    checkEntry(entry, limits)
    if (!path.endsWith('.map')) {
      ignored++
      continue
    }
    total += entry.uncompressedSize
    checkSize(entry, total, limits)
    if (seen.has(path)) {
      throw refuse(`${quote(path)} is in it twice`)
    }
    seen.add(path)
    await take({ path, content: await readText(zip, entry) })
  }
  return ignored
}

function open(body: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(body, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) {
        reject(refuse(`it cannot be read as a zip: ${error.message}`))
      } else {
        resolve(zip)
      }
    })
  })
}

/** The library refuses absolute paths, `..` and backslashes by itself. */
function next(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners()
    zip.once('entry', resolve)
    zip.once('end', () => resolve(undefined))
    zip.once('error', (error: Error) => reject(refuse(error.message)))
    zip.readEntry()
  })
}

const FILE_TYPE = 0o170000
const REGULAR = 0o100000
const UNIX = 3

function checkEntry(entry: Entry, { pathCharacters, depth }: ArchiveLimits): void {
  const { fileName: path, externalFileAttributes, versionMadeBy } = entry
  if (path.length > pathCharacters || path.split('/').length > depth) {
    throw refuse(`${quote(path.slice(0, 64))}… is a path too long or too deep`)
  }
  const type = versionMadeBy >>> 8 === UNIX ? (externalFileAttributes >>> 16) & FILE_TYPE : 0
  if (type !== 0 && type !== REGULAR) {
    throw refuse(`${quote(path)} is no regular file but a link or a device`)
  }
  if (entry.isEncrypted()) {
    throw refuse(`${quote(path)} is encrypted`)
  }
}

function checkSize(entry: Entry, total: number, limits: ArchiveLimits): void {
  const { fileName: path, uncompressedSize, compressedSize } = entry
  if (uncompressedSize > limits.mapBytes) {
    throw refuse(`${quote(path)} has ${uncompressedSize} bytes, more than ${limits.mapBytes}`)
  }
  if (total > limits.totalBytes) {
    throw refuse(`its maps have more than ${limits.totalBytes} bytes together`)
  }
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > compressedSize * limits.ratio) {
    throw refuse(`${quote(path)} is ${limits.ratio} times smaller in it: that is no source map`)
  }
}

function readText(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(refuse(`${quote(entry.fileName)}: ${error.message}`))
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        fail(error)
        return
      }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      stream.on('error', fail)
    })
  })
}

function refuse(reason: string): HttpProblem {
  return new HttpProblem(400, 'rum.badArchive', `the archive is refused: ${reason}`)
}

function quote(text: string): string {
  return JSON.stringify(text)
}
