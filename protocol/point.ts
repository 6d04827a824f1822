/** One line of line protocol, decoded. Both ends mean the same by it; each has its own code for it. */
export interface Point {
  measurement: string
  tags: Record<string, string>
  fields: Record<string, string | number | boolean>
  /** Milliseconds since the epoch. */
  time: number
}
