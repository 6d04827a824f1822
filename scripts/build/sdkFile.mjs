import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'
import babel from '@babel/standalone'
import { build } from 'esbuild'
import { minify as terser } from 'terser'
import { alignNames } from './alignNames.mjs'
import { arrowFunctions } from './arrowFunctions.mjs'
import { createNameShortener } from './shortenNames.mjs'
import { undefinedVariable } from './undefinedVariable.mjs'
import { trimmedWebVitals } from './webVitals.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * esbuild knows no UMD: a function body inside an envelope, which also names itself to an AMD loader. Each export is
 * assigned by its name, because Node looks for such assignments to find what an `import` of this file may name.
 */
const UMD = [
  '(function(){var rum;',
  'if(typeof module=="object"&&module.exports){exports.datafluxRum=rum;exports.browserSessionIntegration=rum.browserSessionIntegration}' +
    'else if(typeof define=="function"&&define.amd)define("dataflux-rum",[],function(){return{datafluxRum:rum}})})();',
]
const ENTRY = 'bundle/src/boot/entry.ts'
/** Not by the entry of the module: its second export would stay behind as an access without use. */
const UMD_ENTRY =
  "import { installGlobal } from './bundle/src/boot/installGlobal.ts'; rum = installGlobal()"

/**
 * Lowers the class fields of `web-vitals` to assignments, which esbuild does for TypeScript only. As `defineProperty`
 * calls they take a helper, and no field there has a setter that could tell the difference.
 */
const ASSIGNED_FIELDS = {
  loader: { '.js': 'ts' },
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
}

/**
 * Options of esbuild for the SDK, without what a release adds to them.
 *
 * @param {'umd' | 'esm'} format
 * @returns {import('esbuild').BuildOptions}
 */
export function toSdkOptions(format) {
  return {
    ...(format === 'esm'
      ? { entryPoints: [ENTRY], format: 'esm' }
      : {
          stdin: { contents: UMD_ENTRY, resolveDir: '.', sourcefile: 'umd.js' },
          format: 'esm', // plain statements: the envelope is their scope
          banner: { js: UMD[0] },
          footer: { js: UMD[1] },
        }),
    bundle: true,
    target: 'es2020',
    define: { __SDK_VERSION__: JSON.stringify(version) },
    legalComments: 'none',
  }
}

async function bundle(format) {
  const { banner: _, footer: __, ...options } = toSdkOptions(format)
  const { outputFiles } = await build({
    ...options,
    outfile: 'bundled.js',
    write: false,
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [trimmedWebVitals],
    ...ASSIGNED_FIELDS,
    sourcemap: 'external',
    sourcesContent: true,
  })
  const text = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text
  return { code: text('.js'), map: text('.map') }
}

/**
 * ES5 syntax, for browsers that know no modules. What they lack of the library stays missing: the SDK collects
 * what it can there, and where it can nothing, it says so and leaves the page alone.
 */
function toEs5(bundled) {
  const presets = [['env', { targets: { ie: '11' }, modules: false }]]
  const { code, map } = transform(bundled, { sourceType: 'script', presets })
  return { code: `try{${code}}catch(e){}`, map }
}

function transform({ code, map }, options) {
  const transformed = babel.transform(code, {
    ...options,
    inputSourceMap: JSON.parse(map),
    sourceMaps: true,
    compact: true,
    comments: false,
  })
  return { code: transformed.code, map: JSON.stringify(transformed.map) }
}

async function minify({ code, map }, options) {
  const minified = await terser(code, {
    ...options,
    sourceMap: { content: map, includeSources: true },
  })
  return { code: minified.code, map: minified.map }
}

/** Terser once to compress, then for the shortest form of what Babel prints. */
async function shorten(code, { format, ecma }, mangledNames) {
  const isModern = ecma > 5
  const sourceType = format === 'esm' ? 'module' : 'script'
  const print = (renamed) =>
    minify(renamed, { ecma, compress: { defaults: false, join_vars: true }, mangle: false })
  const compressed = await minify(code, {
    ecma,
    module: format === 'esm',
    // A read of a property has no effect that this code counts on.
    compress: { passes: 6, ecma, unsafe_arrows: isModern, pure_getters: true },
    mangle: false,
  })
  const plugins = [
    ...(isModern ? [arrowFunctions, undefinedVariable] : []),
    createNameShortener(mangledNames),
  ]
  const printed = await print(transform(compressed, { sourceType, plugins }))
  return print(transform(printed, { sourceType, plugins: [alignNames] }))
}

/** Builds one of the files that pages load, and its map, under each of its names. */
async function buildSdkFile({ paths, kind, mangledNames }) {
  const bundled = await bundle(kind.format)
  const wrapped =
    kind.format === 'esm' ? bundled : { ...bundled, code: UMD[0] + bundled.code + UMD[1] }
  const lowered = kind.ecma > 5 ? wrapped : toEs5(wrapped)
  // No comment that names the map: it would cost every visitor bytes. The collector names it in a header.
  const minified = await shorten(lowered, kind, mangledNames)
  for (const path of paths) {
    writeFileSync(path, minified.code)
    writeFileSync(`${path}.map`, minified.map)
  }
}

if (!isMainThread && workerData?.kind) {
  await buildSdkFile(workerData)
}
