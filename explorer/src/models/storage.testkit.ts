/** Storage in memory. `quota`: characters of a value; more throws, as a full storage does. */
export function createMemoryStorage(quota: number = Number.POSITIVE_INFINITY): Storage {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => {
      values.delete(key)
    },
    setItem(key, value) {
      if (value.length > quota) {
        throw new DOMException('full', 'QuotaExceededError')
      }
      values.set(key, value)
    },
  }
}
