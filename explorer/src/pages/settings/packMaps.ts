import { Zip, ZipDeflate } from 'fflate'
import type { ChosenFile } from '../../models/settings/mapUpload.ts'

/** Zips maps one after another, and calls back after each: the page stays usable between two of them. */
export async function packMaps(
  maps: readonly ChosenFile<File>[],
  onProgress: (count: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let failure: Error | undefined
  const zip = new Zip((error, part) => {
    failure ??= error ?? undefined
    parts.push(part as Uint8Array<ArrayBuffer>)
  })
  for (const [index, { path, content }] of maps.entries()) {
    const file = new ZipDeflate(path, { level: 6 })
    zip.add(file)
    file.push(new Uint8Array(await content.arrayBuffer()), true)
    onProgress(index + 1)
  }
  zip.end()
  if (failure !== undefined) {
    throw failure
  }
  return new Blob(parts, { type: 'application/zip' })
}
