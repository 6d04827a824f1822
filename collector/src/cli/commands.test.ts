import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDirectory } from '../app/collector.testkit.ts'
import { SHOP_MAP, THROW } from '../sourceMaps/sourceMap.testkit.ts'
import type { CollectorProcess } from './process.testkit.ts'
import { isChild, spawnCommand, startProcess } from './process.testkit.ts'

const thisFile = fileURLToPath(import.meta.url)
const SECRET = 'the secret of the operator'
const directory = makeDirectory()
let collector: CollectorProcess

interface Printed {
  code: number
  out: string
  err: string
}

/** Runs the command against the collector, as an operator does. */
function run(args: string, token = SECRET): Promise<Printed> {
  return runAlone(`${args} --url ${collector.url}`, ['--token', token])
}

/** Runs the command without an address. */
async function runAlone(args: string, more: readonly string[] = []): Promise<Printed> {
  const child = spawnCommand(thisFile, [...args.split(' '), ...more])
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout ?? process.stdin),
    text(child.stderr ?? process.stdin),
  ])
  return { code: code as number, out: out.trim(), err: err.trim() }
}

function defineTests(): void {
  test.before(async () => {
    const data = join(directory.path, 'data')
    collector = await startProcess(thisFile, [
      '--port',
      '0',
      '--data',
      data,
      '--admin-secret',
      SECRET,
    ])
  })
  test.after(async () => {
    collector.kill('SIGTERM')
    await collector.ended
    directory.remove()
  })

  test('users are added, listed, changed and removed by command', async () => {
    process.env['DATAFLUX_RUM_PASSWORD'] = 'a password for Ada'
    assert.deepEqual(await run('users add ada --role viewer --applications shop,blog'), {
      code: 0,
      out: 'ada may sign in',
      err: '',
    })
    delete process.env['DATAFLUX_RUM_PASSWORD']
    assert.equal((await run('users change ada --role editor')).out, 'ada is changed')
    assert.equal((await run('users list')).out, 'ada\teditor\tshop,blog\nadmin\tadmin\tall')
    assert.equal((await run('users remove ada')).out, 'ada is removed')
    const again = await run('users remove ada')
    assert.deepEqual([again.code, again.out], [1, ''])
    assert.match(again.err, /answered 404: there is no user of this name$/)
  })

  test('a token that the command made uploads a folder’s maps, and no more once it is revoked', async () => {
    const dist = join(directory.path, 'dist')
    mkdirSync(join(dist, 'assets'), { recursive: true })
    writeFileSync(join(dist, 'assets/shop.js.map'), SHOP_MAP)
    writeFileSync(join(dist, 'assets/shop.js'), 'x')
    const { out: token } = await run('tokens create ci --role editor --applications shop')
    assert.match(token, /^rum_[\w-]{43}$/)

    const upload = `sourcemaps upload ${dist} --app-id shop --env prod --version 1.0`
    const uploaded = await run(upload, token)
    assert.deepEqual(
      [uploaded.code, uploaded.out],
      [0, `1 source maps of shop are stored (${SHOP_MAP.length} bytes)`],
    )
    const stack = `Error: x\\n at n @ https://x/assets/shop.js:1:${THROW.column}`
    const line = `error,app_id=shop,env=prod,version=1.0,session_id=s error_message="x",error_stack="${stack.replace('\\n', '\n')}"`
    await fetch(`${collector.url}/v1/write/rum?precision=ms`, {
      method: 'POST',
      body: `${line} ${Date.now()}`,
    })
    const headers = { authorization: `Bearer ${token}` }
    const detail = await (await fetch(`${collector.url}/api/sessions/s`, { headers })).json()
    assert.equal(detail.events[0].resolved_stack[0].original.line, THROW.line)

    const [id] = (await run('tokens list')).out.split('\t')
    assert.equal((await run(`tokens revoke ${id}`)).out, `${id} is revoked`)
    assert.match((await run(upload, token)).err, /answered 401/)
  })

  test('help and the version go to stdout, what is wrong goes to stderr', async () => {
    const help = await runAlone('users add --help')
    assert.deepEqual([help.code, help.err], [0, ''])
    assert.match(help.out, /^Usage: dataflux-rum-collector users add /)
    assert.deepEqual(await runAlone('--version'), { code: 0, out: 'test', err: '' })
    assert.deepEqual(await runAlone('--nothing'), {
      code: 1,
      out: '',
      err: "dataflux-rum collector: unknown option '--nothing'\n--help lists the options",
    })
    assert.match((await run('sourcemaps upload /nowhere --app-id a')).err, /is no folder/)
    assert.match((await run('users list', 'wrong secret')).err, /answered 401/)
  })
}

// The tests start this very file again as the collector and as its commands.
if (isChild) {
  await import('./main.ts')
} else {
  defineTests()
}
