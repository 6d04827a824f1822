const BY_EXTENSION = {
  css: 'css',
  js: 'm?js',
  image: 'gif|jpe?g|png|svg|ico|webp|avif|tiff?',
  font: 'woff2?|eot|ttf|otf',
  media: 'mp[34]|m4a|web[am]|ogg|mov|wav|flac',
}

const BY_INITIATOR: Record<string, string | undefined> = {
  navigation: 'document',
  xmlhttprequest: 'xhr',
  fetch: 'fetch',
  beacon: 'beacon',
}

/** The kind of a resource: by who asked for it where that says enough, else by its file name. */
export function toResourceType(
  { initiatorType }: Pick<PerformanceResourceTiming, 'initiatorType'>,
  path: string,
): string {
  const known = BY_INITIATOR[initiatorType]
  if (known) {
    return known
  }
  // `link` may be a style sheet, a font or a preload: its name tells more.
  for (const [type, extensions] of Object.entries(BY_EXTENSION)) {
    if (new RegExp(`\\.(${extensions})$`, 'i').test(path)) {
      return type
    }
  }
  return initiatorType === 'img' ? 'image' : initiatorType === 'script' ? 'js' : 'other'
}
