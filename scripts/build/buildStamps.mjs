import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const FILE = '.tsbuild/built.json'

/** Folders of packages and of what was built, and files that decide nothing about what is built. */
const PASSED_OVER = /(^|\/)(node_modules|dist|\.[^/]+)\/|\.(test|testkit)\.tsx?$|\.api\.md$/

function listFiles(path) {
  if (!existsSync(path)) {
    return []
  }
  return statSync(path).isDirectory()
    ? readdirSync(path, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .filter((file) => !PASSED_OVER.test(file.slice(path.length)))
        .sort()
    : [path]
}

/**
 * Hashes the names and the contents of files; of folders, all files below them.
 *
 * @param {string[]} paths
 * @returns {string}
 */
export function toContentHash(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(listFiles)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @returns {Record<string, { sources: string, built: string }>} by part: hashes of its last build */
export function readStamps() {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}
}

/** Replaces the file at once: another command may read it meanwhile. */
export function writeStamps(stamps) {
  mkdirSync(dirname(FILE), { recursive: true })
  const next = `${FILE}.${process.pid}`
  writeFileSync(next, `${JSON.stringify(stamps, null, 2)}\n`)
  renameSync(next, FILE)
}
