/** Offers parts of a file for download. */
export function saveFile(parts: readonly BlobPart[], file: { name: string; type: string }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([...parts], { type: file.type }))
  link.download = file.name
  link.click()
  URL.revokeObjectURL(link.href)
}
