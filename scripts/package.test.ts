import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import test from 'node:test'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/** The packed tarballs, as npm would publish them. `npm run build` comes first. */

const folder = mkdtempSync(join(tmpdir(), 'dataflux-rum-package-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

/** Packs what is built, and unpacks it where a page's `import` looks. */
function pack(name: string, ...options: string[]): { tarball: string; files: string[] } {
  const answer = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...options],
    { encoding: 'utf8' },
  )
  const [{ filename, files }] = Object.values(JSON.parse(answer)) as [
    { filename: string; files: { path: string }[] },
  ]
  const tarball = join(folder, filename)
  const installed = join(folder, 'node_modules', name)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  return { tarball, files: files.map(({ path }) => path) }
}

const sdk = pack('dataflux-rum')
const collector = pack('dataflux-rum-collector', '--workspace', 'collector')

for (const { tarball } of [sdk, collector]) {
  test(`publint finds nothing in ${tarball.split('/').pop()}`, async () => {
    const bytes = readFileSync(tarball)
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
      strict: true,
    })
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    )
  })
}

test('arethetypeswrong finds nothing in the SDK’s package', () => {
  const attw = spawnSync('npx', ['attw', '--format', 'table', '--no-color', sdk.tarball], {
    encoding: 'utf8',
  })
  assert.equal(attw.status, 0, attw.stdout + attw.stderr)
})

const PRINT = 'console.log(typeof datafluxRum.init, typeof browserSessionIntegration)'

const IMPORTS: [file: string, code: string][] = [
  ['import.mjs', `import { datafluxRum, browserSessionIntegration } from 'dataflux-rum'\n${PRINT}`],
  [
    'umd.mjs',
    `import { datafluxRum, browserSessionIntegration } from 'dataflux-rum/umd'\n${PRINT}`,
  ],
  [
    'require.cjs',
    `const { datafluxRum, browserSessionIntegration } = require('dataflux-rum')\n${PRINT}`,
  ],
  [
    'legacy.cjs',
    `const { datafluxRum, browserSessionIntegration } = require('dataflux-rum/legacy')\n${PRINT}`,
  ],
]

for (const [file, code] of IMPORTS) {
  test(`Node runs ${code.split('\n')[0]}`, () => {
    writeFileSync(join(folder, file), code)
    const { stdout, stderr } = spawnSync(process.execPath, [file], {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.equal(stdout, 'function function\n', stderr)
  })
}

test('a README of a package links to files that are in it, or to addresses', () => {
  for (const name of ['dataflux-rum', 'dataflux-rum-collector']) {
    const { files } = name === 'dataflux-rum' ? sdk : collector
    const readme = readFileSync(join(folder, 'node_modules', name, 'README.md'), 'utf8')
    const links = [...readme.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link)
    const missing = links.filter(
      (link) => !/^https?:/.test(link) && !files.some((file) => file.startsWith(link)),
    )
    assert.deepEqual(missing, [], name)
  }
})

test('the collector’s package runs from where it is installed', () => {
  for (const name of readdirSync('node_modules')) {
    if (!existsSync(join(folder, 'node_modules', name))) {
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
    }
  }
  // Packages that npm did not hoist, at the place where npm would put them.
  if (existsSync('collector/node_modules')) {
    symlinkSync(
      resolve('collector/node_modules'),
      join(folder, 'node_modules/dataflux-rum-collector/node_modules'),
    )
  }
  const bin = join(folder, 'node_modules/dataflux-rum-collector/bin/collector.cjs')
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/, stderr)
})
