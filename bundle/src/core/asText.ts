/** Returns a text as it is, and nothing for any other value. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
