/** Tag of the loader, inserted by the build, with `COLLECTOR_ORIGIN` as the placeholder of the collector's address. */
declare const __LOADER_TAG__: string

/** Returns the snippet for a page's head that reports to a collector at `origin`. */
export function toSnippet(origin: string): string {
  return `${__LOADER_TAG__.replaceAll('COLLECTOR_ORIGIN', origin)}
<script>
  DATAFLUX_RUM.init({ applicationId: 'my_app', datakitOrigin: '${origin}' })
</script>`
}
