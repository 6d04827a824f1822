import type { Readable } from 'node:stream'
import { HttpProblem } from '../core/httpProblem.ts'

/** Bytes of all bodies that are held at one time. */
export interface BodyBudget {
  /** @returns whether there was room */
  take(bytes: number): boolean
  give(bytes: number): void
  readonly held: number
}

/**
 * Twice what may wait to be stored: the bodies of the queue are held until they are answered, and as much
 * again may be arriving.
 */
export const HELD_BYTES: number = 128 * 1024 * 1024

export function createBodyBudget(limit: number): BodyBudget {
  let held = 0
  return {
    get held() {
      return held
    },
    take(bytes) {
      if (held + bytes > limit) {
        return false
      }
      held += bytes
      return true
    },
    give(bytes) {
      held -= bytes
    },
  }
}

export interface ReadBodyOptions {
  /** Bytes of this body. */
  limit: number
  budget: BodyBudget
  /** Length of the body as the request states it; NaN when it does not say. */
  announced: number
  /** Told of every byte that was taken from the budget: whoever answers the request gives them back. */
  onTaken(bytes: number): void
}

/**
 * Collects a body. What counts is what arrives, not what is announced: a thousand connections that announce
 * 8 MiB each and send nothing must not keep others out.
 */
export async function readBody(stream: Readable, options: ReadBodyOptions): Promise<Buffer> {
  if (options.announced > options.limit) {
    throw tooLarge(options.limit)
  }
  try {
    return await collect(stream, options)
  } catch (error) {
    // A visitor who leaves in the middle, or was cut off for being slow, is no fault of ours to be logged.
    throw error instanceof HttpProblem ? error : incomplete()
  }
}

async function collect(stream: Readable, options: ReadBodyOptions): Promise<Buffer> {
  const { limit, budget, announced, onTaken } = options
  const chunks: Buffer[] = []
  for await (const chunk of readChunks(stream, limit)) {
    if (!budget.take(chunk.length)) {
      throw new HttpProblem(503, 'rum.busy', 'the collector holds as many bodies as it may', {
        'retry-after': '2',
        connection: 'close',
      })
    }
    onTaken(chunk.length)
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  if (body.length < announced) {
    throw incomplete()
  }
  return body
}

async function* readChunks(stream: Readable, limit: number): AsyncGenerator<Buffer> {
  let length = 0
  // Destroying the stream, as leaving the loop would, also destroys the socket that carries the answer.
  const arriving: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false })
  for await (const chunk of arriving) {
    length += chunk.length
    if (length > limit) {
      throw tooLarge(limit)
    }
    yield chunk
  }
}

/** Reads a body without keeping it. */
export async function skipBody(stream: Readable, limit: number): Promise<void> {
  try {
    for await (const _ of readChunks(stream, limit)) {
      // Nothing is kept.
    }
  } catch (error) {
    throw error instanceof HttpProblem ? error : incomplete()
  }
}

function incomplete(): HttpProblem {
  return new HttpProblem(400, 'rum.incompleteBody', 'the body ended before its end')
}

/** The rest of the body is not read, so the connection cannot carry another request. */
function tooLarge(limit: number): HttpProblem {
  return new HttpProblem(413, 'rum.bodyTooLarge', `the body exceeds ${limit} bytes`, {
    connection: 'close',
  })
}
