import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { HttpProblem } from '../core/httpProblem.ts'

/** Limit of a zip of maps: a large application's have 10 MiB. */
const UPLOAD_BYTES = 64 * 2 ** 20

/** The zip: the body itself, or the file of a form, as `curl -F file=@maps.zip` sends it. */
export function readUpload(stream: IncomingMessage): Promise<Buffer> {
  const contentType = stream.headers['content-type'] ?? ''
  return contentType.startsWith('multipart/form-data')
    ? readForm(stream, contentType)
    : readAll(stream)
}

async function readForm(stream: IncomingMessage, contentType: string): Promise<Buffer> {
  let file: Promise<Buffer> | undefined
  try {
    const form = new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fields: 20, fieldSize: 1024, headerPairs: 20 },
    })
    form.on('file', (_name, part) => {
      file = readAll(part)
      file.catch((error: Error) => form.destroy(error))
    })
    await pipeline(stream, form)
  } catch (error) {
    throw error instanceof HttpProblem
      ? error
      : new HttpProblem(400, 'rum.badRequest', `the form: ${(error as Error).message}`)
  }
  if (file === undefined) {
    throw new HttpProblem(400, 'rum.badRequest', 'the form has no file')
  }
  return file
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > UPLOAD_BYTES) {
      throw new HttpProblem(413, 'rum.bodyTooLarge', `more than ${UPLOAD_BYTES} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}
