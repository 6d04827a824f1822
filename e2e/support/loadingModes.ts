import { readFileSync } from 'node:fs'

/** Snippet of today's DATAFLUX_RUM pages: only `q` and `onReady`. */
const CLASSIC_SNIPPET = `
  (function (h, o, u, n, d) {
    h = h[d] = h[d] || { q: [], onReady: function (c) { h.q.push(c) } }
    d = o.createElement(u)
    d.async = 1
    d.src = n
    d.crossOrigin = 'anonymous'
    n = o.getElementsByTagName(u)[0]
    n.parentNode.insertBefore(d, n)
  })(window, document, 'script', '/dist/dataflux-rum.js', 'DATAFLUX_RUM')`

/** Returns our own snippet from the build. */
export function loaderSnippet(): string {
  const loader = readFileSync('dist/loader.min.js', 'utf8')
  return `<script>${loader.replace('DATAFLUX_RUM_URL', '/dist/dataflux-rum.js')}</script>`
}

export const SYNC_TAG = '<script src="/dist/dataflux-rum.js"></script>'

/** Ways to load the SDK. Each returns the tags that run the page's own code. */
export const LOADING_MODES: Readonly<Record<string, (code: string) => string>> = {
  'async loader': (code) => `${loaderSnippet()}<script>${code}</script>`,
  'classic snippet': (code) =>
    `<script>${CLASSIC_SNIPPET}</script>
     <script>DATAFLUX_RUM.onReady(function () { ${code} })</script>`,
  'synchronous tag': (code) =>
    `${SYNC_TAG}
     <script>window.DATAFLUX_RUM && (function () { ${code} })()</script>`,
  'ES module': (code) =>
    `<script type="module">
       import { datafluxRum as DATAFLUX_RUM } from '/dist/dataflux-rum.mjs'
       ${code}
     </script>`,
}

/** Returns a complete page with the given head. */
export function toPage(head: string, body = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
    <link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`
}
