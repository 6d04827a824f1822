import { cutUrls } from '../../core/cutUrls.ts'

/** The URL of an element whose file did not load; nothing for any other event. */
export function toFailedUrl({ target }: Event): string | undefined {
  const { src, href } = target as HTMLImageElement & HTMLLinkElement
  return cutUrls(src || href || '')
}
