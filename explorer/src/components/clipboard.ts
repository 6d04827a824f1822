/** Writes the clipboard. Falls back to `execCommand`: browsers offer it only to secure pages, and a private collector may use HTTP. */
export function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text)
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const isDone = document.execCommand('copy')
  area.remove()
  return isDone ? Promise.resolve() : Promise.reject(new Error('copy refused'))
}
