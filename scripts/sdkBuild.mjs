import { readFileSync, writeFileSync } from 'node:fs'
import babel from '@babel/standalone'
import { build } from 'esbuild'
import { minify } from 'terser'
import { toIntegrity } from './integrity.mjs'
import { mangledNames } from './mangledNames.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * Globals of the browser that a page's own `let`, `const` or `class` may hide from every script, the SDK's included (`let screen`,
 * `class Map`): they are read from the global object, which such a declaration does not change. Not those that no page can
 * hide (`window`, `document`, `location`), nor those of the language that no page does without.
 */
const HIDEABLE =
  `AbortSignal Blob CSS CompressionStream Element Headers History Intl IntersectionObserver Map MutationObserver
  PerformanceEventTiming PerformanceObserver Promise Proxy ReportingObserver Request ResizeObserver Response Set
  SecurityPolicyViolationEvent TextEncoder URL URLSearchParams XMLHttpRequest addEventListener clearTimeout cookieStore crypto
  fetchLater getSelection history indexedDB innerHeight innerWidth localStorage navigator performance queueMicrotask
  removeEventListener requestAnimationFrame screen scrollY setTimeout`.split(/\s+/)
const GLOBALS = 'pageGlobals'

/** esbuild knows no UMD: a function body inside an envelope, which also names itself to an AMD loader. */
const UMD = [
  `(function(){var exported,${GLOBALS}=globalThis;`,
  'if(typeof module=="object"&&module.exports)module.exports=exported;' +
    'else if(typeof define=="function"&&define.amd)define("dataflux-rum",[],function(){return exported})})();',
]
const ENTRY = 'bundle/src/boot/entry.ts'
const UMD_ENTRY = `import { datafluxRum } from './${ENTRY}'; exported = { datafluxRum }`

/**
 * The files that pages load, and how each is made. `versioned`: also under a name that never gets another
 * content, so that a page can pin it by its hash and a CDN can keep it for ever.
 */
const FILES = [
  { name: 'dataflux-rum', extension: '.js', format: 'umd', ecma: 2020, versioned: true },
  { name: 'dataflux-rum', extension: '.legacy.js', format: 'umd', ecma: 5, versioned: true },
  { name: 'dataflux-rum', extension: '.mjs', format: 'esm', ecma: 2020, versioned: false },
]

/** Names of all files that `buildSdk` writes and that a page may load. */
export const SDK_FILES = FILES.flatMap(({ name, extension, versioned }) =>
  versioned ? [name + extension, `${name}-${version}${extension}`] : [name + extension],
)

async function bundle({ format }) {
  const { outputFiles } = await build({
    ...(format === 'esm'
      ? { entryPoints: [ENTRY] }
      : { stdin: { contents: UMD_ENTRY, resolveDir: '.', sourcefile: 'umd.js' } }),
    outfile: 'bundled.js',
    bundle: true,
    write: false,
    format: format === 'esm' ? 'esm' : 'iife',
    target: 'es2020',
    minify: true,
    sourcemap: 'external',
    sourcesContent: true,
    define: {
      __SDK_VERSION__: JSON.stringify(version),
      ...Object.fromEntries(HIDEABLE.map((name) => [name, `${GLOBALS}.${name}`])),
    },
    banner: format === 'esm' ? { js: `const ${GLOBALS}=globalThis;` } : {},
    legalComments: 'none',
  })
  const text = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text
  return { code: text('.js'), map: text('.map') }
}

/**
 * ES5 syntax, for browsers that know no modules. What they lack of the library stays missing: the SDK collects
 * what it can there, and where it can nothing, it says so and leaves the page alone.
 */
function toEs5({ code, map }) {
  const lowered = babel.transform(code, {
    inputSourceMap: JSON.parse(map),
    sourceMaps: true,
    sourceType: 'script',
    presets: [['env', { targets: { ie: '11' }, modules: false }]],
    compact: true,
    comments: false,
  })
  return { code: `try{${lowered.code}}catch(e){}`, map: JSON.stringify(lowered.map) }
}

function toTerserOptions({ format, ecma }) {
  const isModern = ecma > 5
  return {
    ecma,
    module: format === 'esm',
    compress: { passes: 3, ecma, unsafe_arrows: isModern },
    mangle: { properties: { regex: mangledNames(), keep_quoted: 'strict' } },
  }
}

async function buildFile(out, kind) {
  const bundled = await bundle(kind)
  const wrapped =
    kind.format === 'esm' ? bundled : { ...bundled, code: UMD[0] + bundled.code + UMD[1] }
  const { code, map } = kind.ecma > 5 ? wrapped : toEs5(wrapped)
  const { name, extension, versioned } = kind
  // No comment that names the map: it would cost every visitor bytes. The collector names it in a header.
  const minified = await minify(code, {
    ...toTerserOptions(kind),
    sourceMap: { content: map, includeSources: true },
  })
  for (const stem of versioned ? [name, `${name}-${version}`] : [name]) {
    const file = `${out}/${stem}${extension}`
    writeFileSync(file, minified.code)
    writeFileSync(`${file}.map`, minified.map)
  }
}

/**
 * Builds every file that pages load into a folder, and `integrity.json` with the hash of each.
 *
 * @param {string} out
 */
export async function buildSdk(out) {
  await Promise.all(FILES.map((kind) => buildFile(out, kind)))
  const hashes = SDK_FILES.map((file) => [file, toIntegrity(readFileSync(`${out}/${file}`))])
  writeFileSync(`${out}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`)
}
