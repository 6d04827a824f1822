import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * `node scripts/proxies.mjs`: runs the proxies of `docs/examples/` in front of a collector, and asks each for what
 * a page asks. Needs `npm run build`, nginx and Caddy; one that is not installed is skipped.
 */

const LINE = `action,app_id=proxy,sdk_name=check,session_id=s1 action_name="through a proxy" ${Date.now()}`

const PROXIES = {
  nginx: ({ port, collector, folder }) => {
    const config = join(folder, 'nginx.conf')
    writeFileSync(
      config,
      `pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}
       http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
         fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
         upstream collector { server ${collector}; keepalive 8; }
         server { listen 127.0.0.1:${port}; include ${resolve('docs/examples/nginx.conf')}; } }`,
    )
    return spawn('nginx', ['-c', config, '-g', 'daemon off;'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  },
  caddy: ({ port, collector, folder }) => {
    const config = join(folder, 'Caddyfile')
    writeFileSync(
      config,
      `{\n\tadmin off\n}\nhttp://127.0.0.1:${port} {\n\timport ${resolve('docs/examples/Caddyfile')}\n}\n`,
    )
    return spawn('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
      stdio: 'ignore',
      env: { ...process.env, COLLECTOR: collector, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    })
  },
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

async function untilAnswers(url) {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer) {
      return
    }
    await delay(20)
  }
  throw new Error(`${url} does not answer`)
}

/** Sends a page's requests through a proxy and checks the answers. */
async function check(origin) {
  const sdk = await fetch(`${origin}/sdk/dataflux-rum.js`)
  const text = await sdk.text()
  const written = await fetch(`${origin}/v1/write/rum?precision=ms`, { method: 'POST', body: LINE })
  const headers = ['cache-control', 'content-encoding', 'access-control-allow-origin']
  return {
    sdk: sdk.status,
    isWhole: text.includes('DATAFLUX_RUM'),
    ...Object.fromEntries(headers.map((name) => [name, sdk.headers.get(name)])),
    write: written.status,
    settings: (await fetch(`${origin}/v1/env_variable`)).status,
  }
}

async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
}

async function tryProxy(name, collector) {
  const folder = mkdtempSync(join(tmpdir(), `dataflux-rum-${name}-`))
  const port = await freePort()
  const proxy = PROXIES[name]({ port, collector, folder })
  try {
    const failed = once(proxy, 'error').then(([error]) => {
      throw error
    })
    await Promise.race([untilAnswers(`http://127.0.0.1:${port}/sdk/`), failed])
    return await check(`http://127.0.0.1:${port}`)
  } catch (error) {
    return error.code === 'ENOENT'
      ? { skipped: `${name} is not installed` }
      : { failed: error.message }
  } finally {
    await stop(proxy)
    rmSync(folder, { recursive: true, force: true })
  }
}

const data = mkdtempSync(join(tmpdir(), 'dataflux-rum-proxies-'))
const server = spawn(process.execPath, ['collector/dist/main.js', '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line] = await once(createInterface(server.stdout), 'line')
const collector = new URL(line.split(' ').pop()).host
for (const name of Object.keys(PROXIES)) {
  const answer = await tryProxy(name, collector)
  process.stdout.write(`${name} ${JSON.stringify(answer)}\n`)
  const isGood =
    answer.skipped ||
    (answer.sdk === 200 && answer.isWhole && answer.write < 300 && answer.settings === 200)
  process.exitCode ||= isGood ? 0 : 1
}
await stop(server)
rmSync(data, { recursive: true, force: true })
