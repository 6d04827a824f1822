import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import httpServer from 'http-server'
import { ensureChromium } from '../../scripts/prepare.mjs'
import { toTag } from '../../scripts/snippetTag.mjs'
import { startIntake } from './intake.mjs'
import { visit } from './visit.mjs'

/**
 * `npm run test:frameworks [name …]`: installs small real projects with the packed SDK into a temporary folder, builds
 * them, drives them in Chromium, and prints what the SDK adds. Takes minutes and needs the npm registry.
 */

const PROJECTS = { plainNode, commonJs, viteLibrary, viteReact, webpackApp, nextApp }
const folder = mkdtempSync(join(tmpdir(), 'dataflux-rum-frameworks-'))

const run = (cwd, command, args, environment = {}) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment },
  })

function packSdk() {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  return join(folder, run('.', 'npm', args).trim())
}

/** Copies a project with the addresses of this run in it, and installs it with the packed SDK. */
function install(name, { tarball, intake, tag }) {
  const cwd = join(folder, name)
  cpSync(`demo/frameworks/${name}`, cwd, { recursive: true })
  for (const file of readdirSync(cwd, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name)
    if (file.isFile()) {
      const text = readFileSync(path, 'utf8')
        .replaceAll('INTAKE_ORIGIN', intake.url)
        .replace('<!-- tag -->', () => tag)
        .replace('TAG_TEXT', () => JSON.stringify(tag.replace(/<\/?script>/g, '')))
        .replace('"dataflux-rum": "0.1.0"', `"dataflux-rum": "file:${tarball}"`)
      writeFileSync(path, text)
    }
  }
  run(cwd, 'npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'])
  return cwd
}

function measure(dist) {
  const scripts = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.js'))
  const bodies = scripts.map((file) => readFileSync(join(dist, file)))
  return {
    raw: bodies.reduce((sum, body) => sum + body.length, 0),
    brotli: bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0),
  }
}

/** Builds without the SDK and with it. @returns what it adds */
function buildTwice(cwd) {
  const dist = join(cwd, 'dist')
  run(cwd, 'npm', ['run', 'build'], { WITHOUT_SDK: '1' })
  const without = measure(dist)
  run(cwd, 'npm', ['run', 'build'])
  const withSdk = measure(dist)
  return {
    addedBytes: withSdk.raw - without.raw,
    addedBrotliBytes: withSdk.brotli - without.brotli,
  }
}

async function serve(root, use) {
  const server = httpServer.createServer({ root, cache: -1 })
  await new Promise((resolve) => server.server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${server.server.address().port}/`)
  } finally {
    server.server.closeAllConnections()
    server.close()
  }
}

/** Fails unless the server kept no user between two visitors. */
function requireEmpty(output) {
  if (output.trim() !== '[{},null]') {
    throw new Error(`A server keeps a user: ${output}`)
  }
  return { serverKeeps: 'nothing' }
}

async function plainNode(cwd) {
  return requireEmpty(run(cwd, process.execPath, ['index.js']))
}

async function commonJs(cwd) {
  return requireEmpty(run(cwd, process.execPath, ['index.cjs']))
}

async function viteLibrary(cwd) {
  run(cwd, 'npm', ['run', 'build'])
  const code = `import { track } from './dist/library.js'; console.log(track('saved'))`
  const answer = run(cwd, process.execPath, ['--input-type=module', '-e', code]).trim()
  if (answer !== 'function') {
    throw new Error(`The library found ${answer} in place of the SDK`)
  }
  return { libraryBytes: measure(join(cwd, 'dist')).raw }
}

async function viteReact(cwd, context) {
  const bytes = buildTwice(cwd)
  const seen = await serve(join(cwd, 'dist'), (url) =>
    visit({ ...context, url, expectsEarlyError: true, isOneSdk: 'window.isOneSdk' }),
  )
  return { ...bytes, ...seen }
}

async function webpackApp(cwd, context) {
  const bytes = buildTwice(cwd)
  cpSync(join(cwd, 'index.html'), join(cwd, 'dist/index.html'))
  return { ...bytes, ...(await serve(join(cwd, 'dist'), (url) => visit({ ...context, url }))) }
}

async function freePort() {
  const probe = createServer()
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function nextApp(cwd, context) {
  run(cwd, 'npm', ['run', 'build'])
  const port = await freePort()
  const next = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    for await (const chunk of next.stdout) {
      if (/ready/i.test(String(chunk))) {
        break
      }
    }
    const url = `http://127.0.0.1:${port}/`
    return {
      addedBytes: context.tag.length,
      ...(await visit({ ...context, url, expectsEarlyError: true })),
    }
  } finally {
    next.kill('SIGTERM')
  }
}

const asked = process.argv.slice(2)
const intake = await startIntake()
const tag = await toTag({ url: `${intake.url}/sdk/dataflux-rum.js`, 'modern-only': true })
const context = { tarball: packSdk(), intake, tag, chromium: await ensureChromium() }
try {
  for (const [name, project] of Object.entries(PROJECTS)) {
    if (asked.length === 0 || asked.includes(name)) {
      try {
        const figures = await project(install(name, context), context)
        process.stdout.write(`ok      ${name} ${JSON.stringify(figures)}\n`)
      } catch (error) {
        process.exitCode = 1
        process.stdout.write(`FAILED  ${name} ${error.stderr ?? ''}${error.stack}\n`)
      }
    }
  }
} finally {
  intake.stop()
  rmSync(folder, { recursive: true, force: true })
}
