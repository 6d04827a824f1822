/** One error that led to another, as `error_causes` names it. Parts that are missing are empty. */
export interface Cause {
  type: string
  message: string
  stack: string
}

/** Reads `error_causes`, as the SDK writes it; anything else has no causes. */
export function readCauses(value: unknown): Cause[] {
  try {
    const causes: unknown = JSON.parse(String(value))
    return Array.isArray(causes) ? causes.map(toCause) : []
  } catch {
    return [] // absent, cut or not JSON
  }
}

function toCause(cause: unknown): Cause {
  const read = (name: string): string => {
    const text = (cause as Record<string, unknown> | null)?.[name]
    return typeof text === 'string' ? text : ''
  }
  return { type: read('type'), message: read('message'), stack: read('stack') }
}
