import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'node:test'
import { brotliCompressSync } from 'node:zlib'

/** Checks commands and promises of README and docs. Needs `npm run build`. */

const PAGES = [
  'README.md',
  'collector/README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const SECRET = 'the-secret-of-the-operator'
const read = (page: string) => readFileSync(page, 'utf8')

/** Commands of the collector as they stand on a page, with continued lines joined. */
function findCommands(page: string): string[] {
  const lines = read(page)
    .replace(/\\\n\s*/g, '')
    .split('\n')
  return lines
    .filter((line) =>
      /^( {4,}[^|]*)?([A-Z_]+=\S+ )*(node collector\/bin\/collector\.cjs|npx dataflux-rum-collector)/.test(
        line,
      ),
    )
    .map((line) =>
      line
        .replace(/^.*?(collector\.cjs|dataflux-rum-collector)/, '')
        .replace(/\s#.*| {2,}.*/, '')
        .trim(),
    )
}

for (const page of PAGES) {
  for (const command of findCommands(page)) {
    test(`${page}: the collector knows \`${command}\``, () => {
      const words = command.split(/\s+/).filter((word) => word !== '' && word !== '[options]')
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['collector/bin/collector.cjs', ...words, '--help'],
        { encoding: 'utf8' },
      )
      assert.equal(status, 0, stderr)
      assert.match(stdout, /usage:/i)
    })
  }

  test(`${page}: every file that it links to is there`, () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    )
    const missing = links.filter((link) => !existsSync(join(dirname(page), link)))
    assert.deepEqual(missing, [])
  })

  test(`${page}: every example of init collects clicks`, () => {
    const calls = read(page).match(/\.init\(\{[^}]*applicationId[^}]*\}/g) ?? []
    const without = calls.filter((call) => !call.includes('trackUserInteractions'))
    assert.deepEqual(without, [])
  })
}

/** Commands that run tests by name: the file, or a part of its path, and a part of the name. */
const BY_NAME = /npm run test:(?:unit|e2e) -- (\S+) -[tg] "([^"]+)"/g

for (const page of ['CONTRIBUTING.md', 'AGENTS.md', 'scripts/unit.mjs']) {
  test(`${page}: the tests that it runs by name are there`, () => {
    const commands = [...read(page).matchAll(BY_NAME)]
    assert.notEqual(commands.length, 0)
    const files = ['bundle', 'collector', 'e2e'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(test|e2e)\.ts$/.test(path) && !/node_modules|\.test-build/.test(path))
        .map((path) => join(folder, path)),
    )
    const missing = commands.filter(
      ([, path = '', name = '']) =>
        !files.some(
          (file) => file.includes(path) && new RegExp(`test\\(.[^\n]*${name}`).test(read(file)),
        ),
    )
    assert.deepEqual(missing, [])
  })
}

test('docs/install.md quotes the size of the SDK with and without compression', () => {
  const [, raw, compressed] = /(\d+) kB instead of (\d+)/.exec(read('docs/install.md')) ?? []
  const file = readFileSync('dist/dataflux-rum.js')
  // Within a tenth: the exact bytes change with every commit.
  assert.ok(Math.abs(Number(raw) / (file.length / 1000) - 1) < 0.1, `${file.length} bytes`)
  const bytes = brotliCompressSync(file).length
  assert.ok(Math.abs(Number(compressed) / (bytes / 1000) - 1) < 0.1, `${bytes} bytes`)
})

test('the lines of docs/source-maps.md upload the maps of a build', async (t) => {
  if (spawnSync('zip', ['-v']).error || spawnSync('curl', ['-V']).error) {
    t.skip('zip or curl is not on this machine')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'dataflux-rum-docs-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'dist'))
  const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' }
  writeFileSync(join(folder, 'dist/shop.js.map'), JSON.stringify(map))
  const collector = spawn(
    process.execPath,
    [
      resolve('collector/bin/collector.cjs'),
      '--port',
      '0',
      '--data',
      join(folder, 'data'),
      '--admin-secret',
      SECRET,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  t.after(() => collector.kill('SIGTERM'))
  const [line] = (await once(createInterface(collector.stdout), 'line')) as [string]
  const [lines = ''] =
    /^ {4}\(cd dist[\s\S]*?maps\.zip\n(?=\n)/m.exec(read('docs/source-maps.md')) ?? []
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-ec', lines.replaceAll('https://rum.example.com', line.split(' ').pop() ?? '')],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, RUM_TOKEN: SECRET } },
  )
  assert.equal(status, 0, stderr)
  assert.equal(JSON.parse(stdout).files, 1)
})
