/** Cuts a `data:` or `blob:` URL to its type: the rest is the page's, perhaps the user's, data. Any other stays. */
export function cutUrl(url: string): string {
  return url.replace(/^(data:[^;,]*|blob:)[\s\S]*/i, '$1')
}

/** In a text, such a URL ends where a URL does; the line and column of a stack frame stay. */
const IN_TEXT =
  /\b(?:(data:(?:[\w.+-]+\/[\w.+-]+)?)(?:;[^,\s]{0,99})?,[^\s"'<>\\)]*|(blob:)[^\s"'<>\\)]*?((?::\d+){0,2})(?=[\s"'<>\\)]|$))/gi

/** Does the same for each such URL in a text. */
export function cutUrls(text: string): string {
  return text.replace(IN_TEXT, (_, data = '', blob = '', place = '') => data + blob + place)
}
