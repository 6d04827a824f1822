import { cutUrl } from '../../core/cutUrl.ts'

/** The URL of an element whose file did not load; nothing for any other event. */
export function toFailedUrl({ target }: Event): string | undefined {
  const { src, href } = target as HTMLImageElement & HTMLLinkElement
  return (src || href) && cutUrl(src || href)
}
