import { existsSync } from 'node:fs'

/**
 * Preloaded (`node --import`) by the npm scripts that need packages: in a fresh clone they would otherwise end with
 * Node's own ERR_MODULE_NOT_FOUND before their first line.
 */

if (!existsSync(new URL('../node_modules/.package-lock.json', import.meta.url))) {
  process.stderr.write('The packages are not installed here. Run `npm ci` first.\n')
  process.exit(1)
}
