/**
 * ClickHouse's numbers for statements that are wrong in themselves. Whatever else it says may pass: a disk that is full
 * or read-only, memory that is short, a server that stops.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const FAULTS: ReadonlySet<string> = new Set([
  ...['1', '36', '42', '43', '44', '46', '47', '48', '49', '50', '51', '53', '60', '62', '63'],
  ...['70', '81', '115', '152', '164', '179', '184', '207', '215', '386', '403', '456', '457'],
])

/** Codes with which a connection fails where a server is away or stops. */
const AWAY: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ENOSPC', 'EROFS', 'EDQUOT', 'EMFILE', 'ENFILE'],
])
const TIMEOUT = /^(Timeout error\.|socket hang up)/

/** Returns whether the store could not do what it was asked, and may do it later. */
export function isStoreFailure(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  const number = /^\d+$/.test(String(code)) ? String(code) : /\bCode: (\d+)/.exec(message)?.[1]
  return number === undefined
    ? AWAY.has(String(code)) || TIMEOUT.test(message)
    : !FAULTS.has(number)
}
