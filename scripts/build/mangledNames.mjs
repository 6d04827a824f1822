import { resolve } from 'node:path'
import { ts } from './typescriptApi.mjs'
import { findVisibleNames } from './visibleNames.mjs'

const ENTRY = 'bundle/src/boot/entry.ts'
/** Members of web-vitals that its declarations do not show: private ones begin with `_`. */
const HIDDEN = '_[a-z]\\w+|firstHiddenTime|onHidden'

/** The newest ones: the SDK asks browsers for what its own target does not know yet. */
const LIBRARIES = ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']

/** The SDK's sources, and the declarations of the packages that it is bundled with. */
const isShipped = (file) =>
  file.startsWith(resolve('bundle')) || file.includes('/node_modules/web-vitals/')

/** @type {RegExp | undefined} */
let pattern

function createProgram() {
  const { config } = ts.readConfigFile('bundle/tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'bundle')
  return ts.createProgram([ENTRY], { ...options, lib: LIBRARIES, noEmit: true })
}

/**
 * Finds the property names that the build shortens: those of the SDK's own types that nothing outside can see. Names of
 * the wire are visible, since all of `protocol/` is outside here.
 *
 * @returns {string[]}
 */
function findMangledNames() {
  const program = createProgram()
  const { own, visible } = findVisibleNames({ program, isOwn: isShipped, entry: ENTRY })
  return [...own].filter((name) => !visible.has(name)).sort()
}

/** A pattern of the names that the build shortens. Made once: every file gets the same. */
export function mangledNames() {
  pattern ??= new RegExp(`^(${HIDDEN}|${findMangledNames().join('|')})$`)
  return pattern
}
