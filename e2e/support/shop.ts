import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The demo shop, served as by `npm start`. */
export interface Shop {
  readonly url: string
  stop(): Promise<void>
}

export async function startShop(collectorUrl: string): Promise<Shop> {
  const child = spawn(
    process.execPath,
    ['demo/serve.mjs', '--port', '0', '--collector', collectorUrl],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const [url] = /http:\/\/[^/]+/.exec(line) as unknown as [string]
  return {
    url,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
