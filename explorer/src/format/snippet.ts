/** What to paste into a page's head, for a collector at `origin`. */
export function toSnippet(origin: string): string {
  return `<script>
(function(h,o,u,n,d){h=h[d]=h[d]||{q:[],onReady:function(c){h.q.push(c)}};
d=o.createElement(u);d.async=1;d.src=n;n=o.getElementsByTagName(u)[0];
n.parentNode.insertBefore(d,n)
})(window,document,'script','${origin}/sdk/dataflux-rum.js','DATAFLUX_RUM')
DATAFLUX_RUM.onReady(function () {
  DATAFLUX_RUM.init({ applicationId: 'my_app', datakitOrigin: '${origin}' })
})
</script>`
}
