import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'

/** As a clone is before `npm ci` and `npm run build`. */
const clone = mkdtempSync(join(tmpdir(), 'dataflux-rum-clone-'))
test.after(() => rmSync(clone, { recursive: true, force: true }))
for (const path of [
  'package.json',
  'build.mjs',
  'scripts',
  'collector/bin',
  'collector/package.json',
]) {
  cpSync(path, join(clone, path), {
    recursive: true,
    filter: (file) => !file.includes('.test-build'),
  })
}

const run = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: clone, encoding: 'utf8' })

test('the collector of a fresh clone says what to run first', () => {
  const { status, stderr } = run('collector/bin/collector.cjs', '--host', '0.0.0.0')
  assert.equal(status, 1)
  assert.match(
    stderr,
    /^dataflux-rum collector: .*\nIn a clone, run `npm ci && npm run build` first\.\n$/,
  )
})

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

for (const name of ['build', 'snippet', 'size', 'test:unit', 'test:frameworks', 'bench:cost']) {
  test(`npm run ${name} in a fresh clone says what to run first`, () => {
    const [, ...args] = (scripts[name] ?? '').split(' ')
    const { status, stdout, stderr } = run(...args)
    assert.deepEqual(
      [status, stdout, stderr],
      [1, '', 'The packages are not installed here. Run `npm ci` first.\n'],
    )
  })
}

test('the admin secret of the documented command is not committed', () => {
  assert.match(readFileSync('.gitignore', 'utf8'), /^admin-secret$/m)
})
