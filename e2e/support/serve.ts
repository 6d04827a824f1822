import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Server {
  readonly url: string
  /** Ends open connections and refuses new ones until `listen` is called. */
  close(): Promise<void>
  listen(): Promise<void>
  stop(): Promise<void>
}

/** Starts a loopback server on a free port. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Server> {
  const listener: RequestListener = (request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  }
  const server = createServer(listener)
  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  async function close(): Promise<void> {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  const port = await listen(0)
  return {
    url: `http://127.0.0.1:${port}`,
    close,
    listen: async () => void (await listen(port)),
    stop: async () => void (server.listening && (await close())),
  }
}
