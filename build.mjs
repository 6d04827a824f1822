import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'
import { buildLoader } from './scripts/loaderBuild.mjs'
import { mangledNames } from './scripts/mangledNames.mjs'
import { printSizes } from './scripts/sizes.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const SDK = 'dist'
const COLLECTOR = 'collector/dist'

const MINIFY = {
  ecma: 2020,
  compress: { passes: 3, ecma: 2020, unsafe_arrows: true, unsafe_methods: true },
  mangle: { properties: { regex: mangledNames(), keep_quoted: 'strict' } },
}

/** esbuild knows no UMD: a function body inside an envelope, which also names itself to an AMD loader. */
const UMD = [
  '(function(){"use strict";var exported;',
  'if(typeof module=="object"&&module.exports)module.exports=exported;' +
    'else if(typeof define=="function"&&define.amd)define("dataflux-rum",[],function(){return exported})})();',
]
const UMD_ENTRY = `import { datafluxRum } from './bundle/src/boot/entry.ts'; exported = { datafluxRum }`

async function buildSdk(file, format) {
  const isModule = format === 'esm'
  const bundled = await build({
    ...(isModule
      ? { entryPoints: ['bundle/src/boot/entry.ts'] }
      : { stdin: { contents: UMD_ENTRY, resolveDir: '.', sourcefile: 'umd.js' } }),
    outfile: `${SDK}/${file}`,
    bundle: true,
    write: false,
    format: isModule ? 'esm' : 'iife',
    target: 'es2020',
    minify: true,
    sourcemap: 'external',
    sourcesContent: true,
    define: { __SDK_VERSION__: JSON.stringify(version) },
    legalComments: 'none',
  })
  const text = (end) => bundled.outputFiles.find(({ path }) => path.endsWith(end)).text
  const code = text(file)
  const minified = await minify(isModule ? code : UMD[0] + code + UMD[1], {
    ...MINIFY,
    module: isModule,
    sourceMap: { content: text('.map'), filename: file, url: `${file}.map`, includeSources: true },
  })
  writeFileSync(`${SDK}/${file}`, minified.code)
  writeFileSync(`${SDK}/${file}.map`, minified.map)
}

/** The declarations of the entry and of the types that it names: two files that import nothing else. */
function emitTypes() {
  const compiled = spawnSync('npx', ['tsc', '-b', 'bundle'], { encoding: 'utf8' })
  if (compiled.status !== 0) {
    throw new Error(`The SDK does not compile:\n${compiled.stdout}`)
  }
  const declarations = '.tsbuild/bundle/bundle/src/boot'
  const entry = readFileSync(`${declarations}/entry.d.ts`, 'utf8')
  writeFileSync(
    `${SDK}/dataflux-rum.d.ts`,
    entry.replaceAll('./publicTypes.ts', './publicTypes.js'),
  )
  cpSync(`${declarations}/publicTypes.d.ts`, `${SDK}/publicTypes.d.ts`)
}

async function buildCollector() {
  await build({
    entryPoints: ['collector/src/main.ts'],
    outdir: COLLECTOR,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    define: { __COLLECTOR_VERSION__: JSON.stringify(version) },
  })
}

/** Hashed names, so that the collector may let browsers keep them for ever. */
async function buildExplorer() {
  const { metafile } = await build({
    entryPoints: ['explorer/src/main.tsx'],
    outdir: `${COLLECTOR}/explorer`,
    entryNames: 'assets/[name]-[hash]',
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
  })
  const files = Object.keys(metafile.outputs).map((path) => basename(path))
  const named = (end) => files.find((file) => file.endsWith(end))
  const page = readFileSync('explorer/src/index.html', 'utf8')
    .replace('<!-- styles -->', `<link rel="stylesheet" href="/assets/${named('.css')}">`)
    .replace('<!-- scripts -->', `<script type="module" src="/assets/${named('.js')}"></script>`)
  writeFileSync(`${COLLECTOR}/explorer/index.html`, page)
}

/** Beside each file its compressed forms, which the collector serves to browsers that take them. */
function compress(path) {
  const body = readFileSync(path)
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }))
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  )
}

for (const folder of [SDK, COLLECTOR]) {
  rmSync(folder, { recursive: true, force: true })
}
mkdirSync(SDK, { recursive: true })
writeFileSync(`${SDK}/loader.min.js`, await buildLoader({ urls: ['DATAFLUX_RUM_URL'] }))
await Promise.all([
  buildSdk('dataflux-rum.js', 'umd'),
  buildSdk('dataflux-rum.mjs', 'esm'),
  buildCollector(),
  buildExplorer(),
])
emitTypes()
cpSync(SDK, `${COLLECTOR}/sdk`, { recursive: true })
for (const file of ['dataflux-rum.js', 'dataflux-rum.mjs']) {
  compress(`${COLLECTOR}/sdk/${file}`)
}
printSizes()
