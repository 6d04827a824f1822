import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { StartProblem } from '../core/startProblem.ts'

/** Tasks that a running collector does for a command on the same machine. */
export type Control = Readonly<Record<string, (argument: string) => Promise<unknown>>>

/** Longest path that the kernel can hold: 108 bytes on Linux, 104 on macOS. */
const MAX_PATH_BYTES = 103

function toPath(data: string): string {
  return join(data, 'control.sock')
}

/**
 * Listens on a socket in the data directory. Whoever may write to that directory may ask: no password, and
 * nothing on the network. It also shows that the directory is in use.
 *
 * @returns what closes it; `undefined` where there can be none: the path is too long for a socket, or the disk is full
 */
export async function listenForControl(
  data: string,
  control: Control,
): Promise<(() => void) | undefined> {
  const path = toPath(data)
  if (!hasRoomForSocket(data)) {
    return undefined
  }
  makeDirectory(data)
  if (await isAnswered(path)) {
    throw new StartProblem(
      `data directory in use by another collector: ${data}; stop it, or choose another directory with --data`,
    )
  }
  const server = createServer((incoming, response) => {
    answer(control, incoming.url ?? '/').then(
      (result) => response.end(JSON.stringify(result)),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  server.requestTimeout = 0 // a large backup takes its time
  try {
    rmSync(path, { force: true }) // left by a kill
    server.listen(path)
    await once(server, 'listening')
    await chmod(path, 0o600)
  } catch {
    server.close()
    return undefined // a full disk keeps nobody from reading
  }
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

/** Rejects whatever is wrong with the question: an exception here would end the collector. */
async function answer(control: Control, target: string): Promise<unknown> {
  const { pathname, searchParams } = new URL(target, 'http://control')
  const name = pathname.slice(1)
  const run = Object.hasOwn(control, name) ? control[name] : undefined
  if (run === undefined) {
    throw new Error(`there is no command ${JSON.stringify(name.slice(0, 64))}`)
  }
  return run(searchParams.get('argument') ?? '')
}

/** Returns whether a socket can be at a data directory. */
export function hasRoomForSocket(data: string): boolean {
  return Buffer.byteLength(toPath(data)) <= MAX_PATH_BYTES
}

function makeDirectory(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 }) // it holds personal data
  } catch (error) {
    throw new StartProblem(`the data directory cannot be made: ${(error as Error).message}`)
  }
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => {
      socket.destroy()
      resolve(true)
    })
    // Nobody listens, or there is no socket. Anything else, such as too many open files, says nothing of that.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? resolve(false) : reject(error),
    )
  })
}

/** Asks the collector that runs on a data directory; `undefined` when none does. Throws a `StartProblem`. */
export async function askRunning<Result>(
  data: string,
  command: string,
  argument: string,
): Promise<Result | undefined> {
  const socketPath = toPath(data)
  if (!(hasRoomForSocket(data) && (await isAnswered(socketPath)))) {
    return undefined
  }
  const path = `/${command}?argument=${encodeURIComponent(argument)}`
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        if (response.statusCode === 200) {
          resolve(JSON.parse(text))
        } else {
          reject(new StartProblem(text))
        }
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}
