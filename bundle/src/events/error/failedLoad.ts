/** What to say of an element whose file did not load; `undefined` for any other event. */
export function toFailedLoad({ target }: Event): string | undefined {
  const { src, href } = target as HTMLImageElement & HTMLLinkElement
  return src || href ? `Failed to load ${src || href}` : undefined
}
