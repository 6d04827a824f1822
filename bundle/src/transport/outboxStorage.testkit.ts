import type { OutboxStorage } from './outboxStorage.ts'

/** In-memory storage of one origin, with the entries that other pages have left. */
export interface MemoryStorage {
  readonly storage: OutboxStorage
  /** Lines by the id of their entry. */
  readonly saved: Map<string, readonly string[]>
  readonly savedNow: Map<string, readonly string[]>
  /** Living pages, which own their entries. */
  readonly owned: Set<string>
}

export function memoryStorage(left: Record<string, readonly string[]> = {}): MemoryStorage {
  const saved = new Map(Object.entries(left))
  const savedNow = new Map<string, readonly string[]>()
  const owned = new Set<string>()
  const own: string[] = []
  return {
    saved,
    savedNow,
    owned,
    storage: {
      async save(changed, gone) {
        for (const id of gone) {
          saved.delete(id)
          savedNow.delete(id)
        }
        for (const { id, lines } of changed) {
          saved.set(id, lines)
          savedNow.delete(id)
        }
        return true
      },
      saveNow(entries) {
        for (const { id, lines } of entries) {
          savedNow.set(id, lines)
        }
      },
      read: async () => [
        ...[...saved].map(([id, lines]) => ({ id, lines, isSafe: true })),
        ...[...savedNow].map(([id, lines]) => ({ id, lines })),
      ],
      own(page, whenOwned) {
        if (!owned.has(page)) {
          owned.add(page)
          own.push(page)
          whenOwned()
        }
      },
      disown() {
        for (const page of own.splice(0)) {
          owned.delete(page)
        }
      },
      erase() {
        saved.clear()
        savedNow.clear()
      },
    },
  }
}
