const TEXT = String.raw`(?:\\[ ,=]|[^ ,=])*`
const TAG = new RegExp(`,(${TEXT})=(${TEXT})`, 'g')
const FIELD = new RegExp(`(${TEXT})=("(?:\\\\[^]|[^"\\\\])*"|[^,]*)(?:,|$)`, 'g')

/**
 * Lines as a JSON array of points, for what takes nothing but JSON. They are read again here, so that what waits in a browser is
 * the same in either form.
 */
export function toJsonBody(lines: readonly string[]): string {
  return `[${lines.map(toPoint).join()}]`
}

/** Of a line that the encoder has made, and of no other. */
function toPoint(given: string): string {
  // In UTF-8 half a surrogate pair becomes this; JSON would keep it, as an escape.
  const line = given.replace(/\p{Cs}/gu, '\ufffd')
  const [head = ''] = /^(?:\\[ ,=]|[^ ])*/.exec(line) ?? []
  const timeAt = line.lastIndexOf(' ')
  const tags = [...head.matchAll(TAG)].map(([, key, value]) => `${toText(key)}:${toText(value)}`)
  const fields = [...line.slice(head.length + 1, timeAt).matchAll(FIELD)].map(
    ([, key, value = '']) =>
      `${toText(key)}:${value[0] === '"' ? JSON.stringify(value.slice(1, -1).replace(/\\(["\\])/g, '$1')) : value}`,
  )
  const measurement = JSON.stringify(head.split(',')[0])
  return `{"measurement":${measurement},"tags":{${tags.join()}},"fields":{${fields.join()}},"time":${line.slice(timeAt + 1)}}`
}

function toText(escaped = ''): string {
  return JSON.stringify(escaped.replace(/\\([ ,=])/g, '$1'))
}
