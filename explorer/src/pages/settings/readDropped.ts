import type { ChosenFile } from '../../models/settings/mapUpload.ts'

/** Files of an `<input type="file">`; those of a chosen folder have a path. */
export function readChosen(files: FileList | null): ChosenFile<File>[] {
  return [...(files ?? [])].map((file) => toChosen(file, file.webkitRelativePath || file.name))
}

/** Files that were dropped on the page, with those of dropped folders. */
export async function readDropped(transfer: DataTransfer): Promise<ChosenFile<File>[]> {
  // All entries are taken before the first wait: the browser empties the transfer after the event.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const found = await Promise.all(entries.map((entry) => (entry ? readEntry(entry) : [])))
  return found.flat()
}

async function readEntry(entry: FileSystemEntry): Promise<ChosenFile<File>[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [toChosen(file, entry.fullPath.replace(/^\//, ''))]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: ChosenFile<File>[] = []
  let part: FileSystemEntry[]
  do {
    // A folder is read in parts, a hundred entries each in Chromium; an empty one is the last.
    part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    found.push(...(await Promise.all(part.map(readEntry))).flat())
  } while (part.length > 0)
  return found
}

const toChosen = (file: File, path: string): ChosenFile<File> => ({
  path,
  bytes: file.size,
  content: file,
})
