import { promisify } from 'node:util'
import { gunzip, inflate, inflateRaw } from 'node:zlib'
import { INTAKE_LIMITS } from '../../../protocol/limits.ts'
import { HttpProblem } from '../core/httpProblem.ts'

const inflaters = {
  gzip: promisify(gunzip),
  zlib: promisify(inflate),
  raw: promisify(inflateRaw),
}

/** Returns whether an encoding leaves a body as it is. */
export function isIdentity(encoding: string): boolean {
  return encoding === '' || encoding === 'identity'
}

/**
 * Undoes a body's compression. Bounded: a few kilobytes can inflate to gigabytes, so inflating stops at the
 * limit instead of measuring afterwards.
 */
export async function inflateBody(body: Buffer, encoding: string): Promise<Buffer> {
  if (isIdentity(encoding)) {
    return body
  }
  if (body.length > INTAKE_LIMITS.compressedBytes) {
    throw tooLarge(`the compressed body exceeds ${INTAKE_LIMITS.compressedBytes} bytes`)
  }
  const inflater = inflaters[toInflaterName(body, encoding)]
  try {
    return await inflater(body, { maxOutputLength: INTAKE_LIMITS.inflatedBytes })
  } catch (error) {
    throw isTooLong(error)
      ? tooLarge(`the inflated body exceeds ${INTAKE_LIMITS.inflatedBytes} bytes`)
      : new HttpProblem(400, 'rum.badEncoding', `the body is not valid ${encoding}`)
  }
}

function toInflaterName(body: Buffer, encoding: string): keyof typeof inflaters {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return 'gzip'
    case 'deflate':
      return isZlib(body) ? 'zlib' : 'raw'
    default:
      throw new HttpProblem(
        400,
        'rum.badEncoding',
        `encoding must be gzip or deflate, not ${JSON.stringify(encoding)}`,
      )
  }
}

/** RFC 1950: method 8 in the low half of the first byte, and both bytes together a multiple of 31. */
function isZlib(body: Buffer): boolean {
  const [first = 0, second = 0] = body
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
}

function isTooLong(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
}

function tooLarge(message: string): HttpProblem {
  return new HttpProblem(413, 'rum.bodyTooLarge', message)
}
