import { cutUrls } from '../../core/cutUrls.ts'
import { parseUrl } from '../../core/parseUrl.ts'

/** Returns the URL of an element whose file did not load; nothing for any other event. */
export function toFailedUrl({ target }: Event): string | undefined {
  const { currentSrc, src, href, data } = target as Partial<
    HTMLImageElement & Omit<SVGImageElement, 'href'> & HTMLObjectElement
  > & { readonly href?: string | SVGAnimatedString }
  // The one that the browser has chosen of `srcset`. SVG has an address as it is written.
  const url = currentSrc || src || data || (href as SVGAnimatedString | undefined)?.baseVal || href
  return url && cutUrls(parseUrl(url)?.href ?? '')
}
