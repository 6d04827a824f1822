/**
 * Sets an entry under any key. Plain assignment to `__proto__` would change the record's prototype and
 * lose the entry; keys come from the network.
 */
export function setEntry<T>(record: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') {
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  } else {
    record[key] = value
  }
}
