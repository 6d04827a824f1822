/** The loader's tag; the build puts it in, with `COLLECTOR_ORIGIN` where the collector's address belongs. */
declare const __LOADER_TAG__: string

/** What to paste into a page's head, for a collector at `origin`. */
export function toSnippet(origin: string): string {
  return `${__LOADER_TAG__.replaceAll('COLLECTOR_ORIGIN', origin)}
<script>
  DATAFLUX_RUM.init({ applicationId: 'my_app', datakitOrigin: '${origin}' })
</script>`
}
