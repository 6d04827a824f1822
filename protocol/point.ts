/** One decoded line of line protocol. The SDK and the collector share this type, but no code. */
export interface Point {
  measurement: string
  tags: Record<string, string>
  fields: Record<string, string | number | boolean>
  /** Milliseconds since the epoch. */
  time: number
  /** Part of the time that is less than a millisecond; absent for none. It tells equal logs of one moment apart. */
  nanoseconds?: number
}
