import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { ecmaVersion } from 'acorn'
import { parse } from 'acorn'
import { build } from 'esbuild'

/** Reads a published file. Needs `npm run build`. */
const read = (file: string) => readFileSync(`dist/${file}`, 'utf8')

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

const SYNTAX: Readonly<Record<string, ecmaVersion>> = {
  'dataflux-rum.js': 2020,
  'dataflux-rum.legacy.js': 5,
  [`dataflux-rum-${version}.js`]: 2020,
  [`dataflux-rum-${version}.legacy.js`]: 5,
  'loader.min.js': 5,
}

for (const [file, ecmaVersion] of Object.entries(SYNTAX)) {
  test(`${file} has no syntax younger than ECMAScript ${ecmaVersion}`, () => {
    parse(read(file), { ecmaVersion, sourceType: 'script' })
  })
}

const printSnippet = (...options: string[]) =>
  execFileSync(process.execPath, ['scripts/snippet.mjs', '--url', '/sdk.js', ...options], {
    encoding: 'utf8',
  })

test('the snippet with every option is ES5 too, and evaluates no text', () => {
  const tag = printSnippet('--lazy', '--name', 'SHOP_RUM', '--es5-list', '--fallback', '/other.js')
  const code = tag.trim().replace(/^<script>|<\/script>$/g, '')

  parse(code, { ecmaVersion: 5, sourceType: 'script' })
  assert.doesNotMatch(code, /\beval\b|new Function|innerHTML|document\.write/)
})

test('an address cannot end the script element', () => {
  const tag = printSnippet('--fallback', '/a.js?</script><script>')

  assert.equal(tag.match(/<\/script/g)?.length, 1)
})

const BAD_OPTIONS: [option: string, value: string][] = [
  ['--url', 'foo'],
  ['--url', 'rum.example.com/sdk/dataflux-rum.js'],
  ['--url', 'https://rum.example.com'],
  ['--url', 'https://rum.example.com/sdk/'],
  ['--url', 'ftp://rum.example.com/sdk.js'],
  ['--fallback', 'other.js'],
  ['--legacy', 'legacy.js'],
  ['--integrity', 'yes'],
  ['--legacy-integrity', 'auto-matic'],
  ['--nonce', 'a"b'],
  ['--name', 'a-b'],
  ['--time-limit', 'soon'],
]

for (const [option, value] of BAD_OPTIONS) {
  test(`the snippet refuses ${option} ${value}`, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/snippet.mjs', '--url', '/sdk.js', option, value],
      { encoding: 'utf8' },
    )
    assert.deepEqual([status, stdout], [1, ''])
    assert.match(stderr, new RegExp(`^${option} `))
  })
}

test('the snippet takes addresses of each form', () => {
  for (const url of ['/sdk.js', './sdk.js', '../sdk.js', 'http://127.0.0.1:9530/sdk/sdk.js?v=1']) {
    assert.ok(printSnippet('--url', url).includes(url))
  }
})

test('integrity.json has the hash of every file that pages load', () => {
  const hashes: Record<string, string> = JSON.parse(read('integrity.json'))

  assert.deepEqual(
    Object.keys(hashes).sort(),
    [...Object.keys(SYNTAX), 'dataflux-rum.mjs'].filter((file) => file !== 'loader.min.js').sort(),
  )
  for (const [file, hash] of Object.entries(hashes)) {
    assert.equal(hash, `sha384-${createHash('sha384').update(read(file)).digest('base64')}`)
  }
})

test('on a server the module can be imported and called, does nothing and says nothing', async (t) => {
  const written = (['debug', 'warn', 'error'] as const).map((level) =>
    t.mock.method(console, level),
  )
  const { datafluxRum } = await import(pathToFileURL('dist/dataflux-rum.mjs').href)

  assert.equal(datafluxRum.version, version)
  assert.equal(
    datafluxRum.init({ applicationId: 'shop', datakitOrigin: 'https://x.test' }),
    undefined,
  )
  assert.equal(datafluxRum.addAction('rendered'), undefined)
  assert.equal(datafluxRum.getSessionId(), null)
  assert.equal(datafluxRum.setUser({ id: 'ada' }), undefined)
  assert.deepEqual(datafluxRum.getUser(), {})
  assert.equal(
    written.reduce((total, { mock }) => total + mock.callCount(), 0),
    0,
  )
})

test('an import for the global alone keeps the SDK in a bundle', async () => {
  const stdin = { contents: `import './dist/dataflux-rum.mjs'`, resolveDir: process.cwd() }
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false })

  assert.ok((outputFiles[0]?.text.length ?? 0) > 10_000)
})

test('the published types let through what works, and refuse what does not', () => {
  const options = '--noEmit --strict --target es2020 --lib es2020,dom --module esnext'
  const { status, stdout } = spawnSync(
    'npx',
    [
      'tsc',
      '--ignoreConfig',
      ...options.split(' '),
      '--moduleResolution',
      'bundler',
      '--types',
      '',
      'loader/pageTypes.fixture.ts',
    ],
    { encoding: 'utf8' },
  )

  assert.equal(stdout, '')
  assert.equal(status, 0)
})
