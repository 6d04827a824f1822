/** Tag of the loader, inserted by the build, with `COLLECTOR_ORIGIN` as the placeholder of the collector's address. */
declare const __LOADER_TAG__: string

/** Returns the snippet for a page's head that reports to a collector at `origin`. */
export function toSnippet(origin: string, appId: string): string {
  // Inside a script a quote or a `<` of the id would end more than the text.
  const id = JSON.stringify(appId).replaceAll('<', '\\u003c')
  return `${__LOADER_TAG__.replaceAll('COLLECTOR_ORIGIN', origin)}
<script>
  DATAFLUX_RUM.init({ applicationId: ${id}, datakitOrigin: '${origin}' })
</script>`
}
