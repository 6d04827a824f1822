import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A private InfluxDB for one test: temporary folder, free loopback ports, no usage reports. */
export interface Influx {
  readonly url: string
  stop(): Promise<void>
}

/** Returns the path of InfluxDB's server, if this machine has one. */
export function findInfluxd(): string | undefined {
  const path = process.env['INFLUXD_PATH'] ?? '/usr/bin/influxd'
  return existsSync(path) ? path : undefined
}

export async function startInfluxd(path: string): Promise<Influx> {
  const folder = mkdtempSync(join(tmpdir(), 'contract-influxd-'))
  const [httpPort, backupPort] = await findFreePorts()
  const config = join(folder, 'influxd.toml')
  writeFileSync(config, toConfig(folder, httpPort, backupPort))
  const child = spawn(path, ['-config', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  const url = `http://127.0.0.1:${httpPort}`
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(url, child)
  } catch (problem) {
    await stop()
    throw problem
  }
  return { url, stop }
}

// The test is about the parser: nothing else may refuse a line, so every limit is off.
function toConfig(folder: string, httpPort: number, backupPort: number): string {
  return `
reporting-disabled = true
reporting-enabled = false
bind-address = "127.0.0.1:${backupPort}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
max-series-per-database = 0
max-values-per-tag = 0
[monitor]
store-enabled = false
[retention]
enabled = false
[http]
bind-address = "127.0.0.1:${httpPort}"
auth-enabled = false
log-enabled = false
max-body-size = 0
max-row-limit = 0
[logging]
level = "error"
suppress-logo = true
`
}

/** Holds each port until both are known, so that they differ. */
async function findFreePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address ? address.port : 0)
          })
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  let stderr = ''
  child.stderr?.on('data', (text) => {
    stderr += text
  })
  const deadline = Date.now() + 20_000
  while (!(await answers(`${url}/ping`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`influxd does not answer: ${stderr}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 204
  } catch {
    return false
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) {
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL') // its data is temporary
    await exited
  }
}
