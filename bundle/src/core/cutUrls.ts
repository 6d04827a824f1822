/** One at the start is cut to the end of the text, because a URL alone may hold any character. */
const DATA_URLS =
  /^(data:[\w.+/%-]*(?=[;,])|blob:(?=\w))[\s\S]*|\b(data:(?:\w+\/[\w.+-]+)?(?=[;,])|blob:(?=\w))[^\s"'<>\\)]*?(?=(?::\d+){0,2}(?:[\s"'<>\\)]|$))/gi

/** Cuts each `data:` or `blob:` URL to its type: the rest is data of the page, perhaps of the user. */
export function cutUrls(text: string): string {
  return text.replace(DATA_URLS, '$1$2')
}
