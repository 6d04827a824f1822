/** Keeps what was used last, up to a number of bytes. What is larger than all of it is not kept. */
export interface MapCache<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value, bytes: number): void
  readonly bytes: number
}

export function createMapCache<Value>(limitBytes: number): MapCache<Value> {
  const entries = new Map<string, { value: Value; bytes: number }>() // in the order of their last use
  let total = 0

  function remove(key: string): void {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  return {
    get bytes() {
      return total
    },
    get(key) {
      const entry = entries.get(key)
      if (entry !== undefined) {
        entries.delete(key)
        entries.set(key, entry)
      }
      return entry?.value
    },
    set(key, value, bytes) {
      remove(key)
      if (bytes > limitBytes) {
        return
      }
      entries.set(key, { value, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (total <= limitBytes) {
          return
        }
        remove(oldest)
      }
    },
  }
}
