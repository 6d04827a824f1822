/** One decoded line of line protocol. The SDK and the collector share this type, but no code. */
export interface Point {
  measurement: string
  tags: Record<string, string>
  fields: Record<string, string | number | boolean>
  /** Milliseconds since the epoch. */
  time: number
}
