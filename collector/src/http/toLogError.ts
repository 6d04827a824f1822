/** Returns the part of an error that is logged: enough to find its cause, and nothing that came with a request. */
export type LogError = {
  type: string
  message: string
  stack: string
}

/**
 * A database quotes in its message what it could not read: rows, and values that somebody searched for. So of its
 * errors only the number and the name are logged, and causes, which repeat the message, never.
 */
export function toLogError(error: unknown): LogError {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: '', stack: '' }
  }
  const { code, type } = error as { code?: unknown; type?: unknown }
  if (/^\d+$/.test(String(code)) || error.message.includes('DB::Exception')) {
    return { type: 'ClickHouseError', message: `${String(code)} ${String(type)}`, stack: '' }
  }
  return { type: error.name, message: error.message, stack: error.stack ?? '' }
}
