// The recipe of docs/install.md. The error stands for one of the page's own that comes before Next's first chunk.
const INIT = `;DATAFLUX_RUM.init({ applicationId: 'frameworks', datakitOrigin: 'INTAKE_ORIGIN', trackUserInteractions: true })`
const SNIPPET = TAG_TEXT + INIT

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
        <script dangerouslySetInnerHTML={{ __html: SNIPPET }} />
        <script dangerouslySetInnerHTML={{ __html: "throw new Error('early')" }} />
      </head>
      <body>{children}</body>
    </html>
  )
}
