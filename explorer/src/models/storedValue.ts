/** A value of the person on this computer, such as the history of searches. */
export interface StoredValue<Value> {
  read(): Value
  write(value: Value): void
}

export interface StoredValueDeps<Value> {
  /** A function, because blocked storage throws on access. */
  storage: () => Storage
  key: string
  /** Makes a value of anything that was stored: by an earlier version, or by hand. `undefined` if nothing was. */
  parse(stored: unknown): Value
}

/** Keeps JSON under a key. Without a usable storage, the value lasts as long as the page. */
export function createStoredValue<Value>({
  storage,
  key,
  parse,
}: StoredValueDeps<Value>): StoredValue<Value> {
  let kept: string | undefined
  return {
    read() {
      try {
        const text = kept ?? storage().getItem(key) ?? undefined
        return parse(text === undefined ? undefined : JSON.parse(text))
      } catch {
        return parse(undefined)
      }
    },
    write(value) {
      const text = JSON.stringify(value)
      try {
        storage().setItem(key, text)
        kept = undefined
      } catch {
        kept = text // blocked or full
      }
    },
  }
}
