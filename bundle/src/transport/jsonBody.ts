const TEXT = String.raw`(?:\\[ ,=]|[^ ,=])*`
const TAG = new RegExp(`,(${TEXT})=(${TEXT})`, 'g')
const FIELD = new RegExp(`(${TEXT})=("(?:\\\\[^]|[^"\\\\])*"|[^,]*)(?:,|$)`, 'g')

/**
 * Converts lines to a JSON array of points, for receivers that only accept JSON. Lines are parsed again here, so that the
 * outbox stores the same text for either format.
 */
export function toJsonBody(lines: readonly string[]): string {
  return `[${lines.map(toPoint).join()}]`
}

/** Parses a line of our encoder; other lines may not parse correctly. */
export function toPoint(given: string): string {
  // UTF-8 turns half a surrogate pair into this character; JSON would keep the half as an escape.
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
