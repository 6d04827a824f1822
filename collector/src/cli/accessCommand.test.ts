import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from '../app/collector.testkit.ts'
import { isChild, startProcess } from './process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)

async function refusalOf(...args: string[]): Promise<string> {
  const directory = makeDirectory()
  const { ended, url } = await startProcess(thisFile, [
    ...['--port', '0', '--data', directory.path],
    ...args,
  ])
  assert.equal(url, '', `it started with ${args.join(' ')}`)
  const { code, stderr } = await ended
  directory.remove()
  assert.equal(code, 1)
  return stderr
}

function defineTests(): void {
  test('on an address of the network it starts with a way to sign in only, and says how to give one', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      const refusal = await refusalOf('--host', host)
      assert.match(refusal, /would let anybody on the network read every session/)
      for (const flag of ['--admin-secret-file', '--oidc-issuer', '--proxy-user-header']) {
        assert.ok(refusal.includes(flag), flag)
      }
    }
  })

  test('settings that would let in the wrong people are refused', async () => {
    const cases: [args: string[], message: RegExp][] = [
      [['--admin-secret', 'short'], /at least 16 characters/],
      [['--admin-secret-file', '/nowhere'], /cannot be read/],
      [['--proxy-user-header', 'X-User', '--group-roles', '*=viewer'], /needs --trusted-proxies/],
      [['--proxy-user-header', 'X-User', '--trusted-proxies', '10.0.0.1'], /need --group-roles/],
      [['--oidc-issuer', 'https://id.example'], /belong together/],
      [['--oidc-issuer', 'x', '--oidc-client-id', 'y'], /begins with https/],
      [['--oidc-issuer', 'https://id.example', '--oidc-client-id', 'y'], /needs --public-url/],
      [['--group-roles', 'ops=root'], /pairs by commas/],
    ]
    for (const [args, message] of cases) {
      assert.match(await refusalOf(...args), message, args.join(' '))
    }
  })

  test('with a secret from a file it listens on the network, and asks for a sign-in', async () => {
    const directory = makeDirectory()
    const file = join(directory.path, 'secret')
    writeFileSync(file, 'a secret from a file\n')
    const collector = await startProcess(thisFile, [
      ...['--host', '0.0.0.0', '--port', '0', '--data', join(directory.path, 'data')],
      ...['--admin-secret-file', file],
    ])
    const url = `http://127.0.0.1:${new URL(collector.url).port}`
    assert.equal((await fetch(`${url}/api/sessions`)).status, 401)
    const headers = { 'content-type': 'application/json', origin: url }
    const body = JSON.stringify({ name: 'admin', password: 'a secret from a file' })
    const signedIn = await fetch(`${url}/api/sign-in`, { method: 'POST', headers, body })
    assert.equal(signedIn.status, 204)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    assert.equal((await fetch(`${url}/api/sessions`, { headers: { cookie } })).status, 200)
    collector.kill('SIGTERM')
    assert.equal((await collector.ended).code, 0)
    directory.remove()
  })
}

// The tests start this very file again as the collector.
if (isChild) {
  await import('./main.ts')
} else {
  defineTests()
}
