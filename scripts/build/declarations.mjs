import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const COMPILED = '.tsbuild/bundle/bundle/src/boot'
const REPORT_FOLDER = 'bundle'
const REPORT_FILE = 'dataflux-rum.api.md'

function compile() {
  const compiled = spawnSync('npx', ['tsc', '-b', 'bundle'], { encoding: 'utf8' })
  if (compiled.status !== 0) {
    throw new Error(`The SDK does not compile:\n${compiled.stdout}`)
  }
}

/** @param {string} out - the path of the declaration file */
function toConfig(out) {
  const silent = { logLevel: 'none' }
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath: resolve(`${COMPILED}/entry.d.ts`),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2020',
            module: 'ESNext',
            moduleResolution: 'bundler',
            lib: ['ES2020', 'DOM', 'DOM.Iterable'],
            allowImportingTsExtensions: true,
            noEmit: true,
            types: [],
          },
          include: [resolve(`${COMPILED}/entry.d.ts`)],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: resolve(REPORT_FOLDER),
        reportFileName: REPORT_FILE,
        reportTempFolder: resolve('.tsbuild/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: resolve(out) },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: {
          default: { logLevel: 'error' },
          'ae-missing-release-tag': silent,
          'ae-undocumented': silent, // a name that says it all needs no sentence
        },
        tsdocMessageReporting: { default: silent },
      },
    },
    packageJsonFullPath: resolve('package.json'),
    configObjectFullPath: undefined,
  })
}

/**
 * Writes the declarations of the two entries, and the report of the public API that is committed, so that a change of
 * the API shows in a diff.
 *
 * @param {string} folder
 */
export function emitDeclarations(folder) {
  compile()
  mkdirSync('.tsbuild/api', { recursive: true })
  const { succeeded } = Extractor.invoke(toConfig(`${folder}/dataflux-rum.d.ts`), {
    localBuild: true, // updates the report; `npm test` fails where that leaves a difference
    messageCallback(message) {
      message.handled = message.logLevel !== 'error'
    },
  })
  if (!succeeded) {
    throw new Error('The declarations of the SDK could not be made: see above.')
  }
  // The same once more for `import`: a compiler takes the kind of a module from the name of its declaration.
  cpSync(`${folder}/dataflux-rum.d.ts`, `${folder}/dataflux-rum.d.mts`)
  // By a relative path: the folder has a package.json of its own, so the package cannot refer to itself by its name.
  const loader = readFileSync(`${COMPILED}/loaderGlobal.d.ts`, 'utf8')
  writeFileSync(`${folder}/loader.d.ts`, loader.replace("'dataflux-rum'", "'./dataflux-rum.js'"))
  // Overrides the root's "type", which would make the scripts ES modules.
  writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n')
}
