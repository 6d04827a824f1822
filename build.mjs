import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { buildLoader } from './scripts/loaderBuild.mjs'
import { buildSdk, SDK_FILES } from './scripts/sdkBuild.mjs'
import { printSizes } from './scripts/sizes.mjs'
import { toTag } from './scripts/snippetTag.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const SDK = 'dist'
const COLLECTOR = 'collector/dist'

/** The declarations of the two entries, and of the types that they name. */
function emitTypes() {
  const compiled = spawnSync('npx', ['tsc', '-b', 'bundle'], { encoding: 'utf8' })
  if (compiled.status !== 0) {
    throw new Error(`The SDK does not compile:\n${compiled.stdout}`)
  }
  // Without this, the root's "type" would make ES modules of the scripts.
  writeFileSync(`${SDK}/package.json`, '{ "type": "commonjs" }\n')
  const declarations = '.tsbuild/bundle/bundle/src/boot'
  for (const [from, to] of [
    ['entry', 'dataflux-rum'],
    ['loaderGlobal', 'loader'],
  ]) {
    const text = readFileSync(`${declarations}/${from}.d.ts`, 'utf8')
    writeFileSync(`${SDK}/${to}.d.ts`, text.replaceAll('./publicTypes.ts', './publicTypes.js'))
  }
  const types = readFileSync(`${declarations}/publicTypes.d.ts`, 'utf8')
  writeFileSync(
    `${SDK}/publicTypes.d.ts`,
    types
      .replaceAll('../session/session.ts', './session.js')
      .replaceAll('../events/tracing/tracing.ts', './tracing.js'),
  )
  // The same once more for `import`: a compiler takes the kind of a module from its declaration's name.
  cpSync(`${SDK}/dataflux-rum.d.ts`, `${SDK}/dataflux-rum.d.mts`)
  cpSync(`${declarations}/../session/session.d.ts`, `${SDK}/session.d.ts`)
  cpSync(`${declarations}/../events/tracing/tracing.d.ts`, `${SDK}/tracing.d.ts`)
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

/** Hashed names, so that the collector may let browsers keep them for ever. @returns the files of the first load */
async function buildExplorer() {
  const tag = await toTag({ url: 'COLLECTOR_ORIGIN/sdk/dataflux-rum.js' })
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
    define: { __LOADER_TAG__: JSON.stringify(tag) },
    metafile: true,
  })
  const files = Object.keys(metafile.outputs).map((path) => basename(path))
  const named = (end) => files.find((file) => file.endsWith(end))
  const page = readFileSync('explorer/src/index.html', 'utf8')
    .replace('<!-- styles -->', `<link rel="stylesheet" href="/assets/${named('.css')}">`)
    .replace('<!-- scripts -->', `<script type="module" src="/assets/${named('.js')}"></script>`)
  writeFileSync(`${COLLECTOR}/explorer/index.html`, page)
  return ['index.html', `assets/${named('.css')}`, `assets/${named('.js')}`]
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
// A program that makes the tag replaces these two names with the addresses.
const PLACEHOLDERS = { urls: ['DATAFLUX_RUM_URL'], legacyUrls: ['DATAFLUX_RUM_LEGACY_URL'] }
writeFileSync(`${SDK}/loader.min.js`, await buildLoader(PLACEHOLDERS))
const [explorerFiles] = await Promise.all([buildExplorer(), buildSdk(SDK), buildCollector()])
emitTypes()
cpSync(SDK, `${COLLECTOR}/sdk`, { recursive: true })
cpSync('LICENSE', `${COLLECTOR}/LICENSE`)
for (const path of [
  ...SDK_FILES.map((file) => `${COLLECTOR}/sdk/${file}`),
  ...explorerFiles.map((file) => `${COLLECTOR}/explorer/${file}`),
]) {
  compress(path)
}
printSizes()
