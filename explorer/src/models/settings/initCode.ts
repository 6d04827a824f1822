/** Returns the code that a page needs to send events of an application, for the documentation of its team. */
export function toInitCode(
  applicationId: string,
  token: string | undefined,
  origin: string,
): string {
  const lines = [
    `applicationId: ${quote(applicationId)},`,
    `datakitOrigin: ${quote(origin)},`,
    ...(token === undefined ? [] : [`clientToken: ${quote(token)},`]),
    'trackUserInteractions: true,',
  ]
  return `DATAFLUX_RUM.init({\n${lines.map((line) => `  ${line}`).join('\n')}\n})`
}

/** A text in JavaScript that may also stand in a page: `<` could end its script. */
function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner.replaceAll('<', '\\x3C')}'`
}
