import { inDatabase } from '../browser/database.ts'
import { toJson } from '../core/json.ts'

/** What is stored of an entry. The two names are in visitors' browsers: they cannot change. */
export interface StoredEntry {
  readonly id: string
  readonly lines: readonly string[]
}

/** The stored outbox of one application on this origin. What the browser blocks, it does without. */
export interface OutboxStorage {
  /** Writes and deletes in the background. @returns whether it is done */
  save(changed: readonly StoredEntry[], gone: readonly string[]): Promise<boolean>
  /** Writes before the call returns, until the next `save`. An entry without lines is one that is gone. */
  saveNow(entries: readonly StoredEntry[]): void
  /** All that there is, of whichever page. `isSafe`: `save` has written it. */
  read(): Promise<(StoredEntry & { isSafe?: boolean })[]>
  /** Calls back if no living page owns what this one wrote, and owns it from then on. */
  own(page: string, whenOwned: () => void): void
  disown(): void
  erase(): void
}

/** IndexedDB for the bulk, and `localStorage` for the last moment: docs/decisions/0015-two-storages.md */
export function createOutboxStorage(applicationId: string): OutboxStorage {
  // Encoded, so that no application's name is the beginning of another's.
  const name = `dataflux-rum:${encodeURIComponent(applicationId)}:`
  const owned: (() => void)[] = []
  let hasSavedNow = false

  function readSavedNow(): StoredEntry[] {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(name))
      hasSavedNow = keys.length > 0
      return keys.map((key) => ({
        id: key.slice(name.length),
        lines: JSON.parse(localStorage.getItem(key) as string),
      }))
    } catch {
      return [] // blocked
    }
  }

  function unsaveNow(entries: readonly string[]): void {
    if (hasSavedNow) {
      for (const id of entries) {
        localStorage.removeItem(name + id)
      }
    }
  }

  return {
    async save(changed, gone) {
      try {
        unsaveNow(gone)
        await inDatabase(name, (store) => {
          for (const id of gone) {
            store.delete(id)
          }
          for (const { id, lines } of changed) {
            store.put({ id, lines })
          }
        })
        unsaveNow(changed.map(({ id }) => id))
        return true
      } catch {
        return false
      }
    },
    saveNow(entries) {
      try {
        for (const { id, lines } of entries) {
          localStorage.setItem(name + id, toJson(lines) as string)
          hasSavedNow = true
        }
      } catch {
        // Blocked or full.
      }
    },
    async read() {
      let saved: StoredEntry[] = []
      try {
        await inDatabase(name, (store) => {
          const all = store.getAll()
          all.onsuccess = () => (saved = all.result)
        })
      } catch {
        // Blocked.
      }
      // The last moment's come last: they replace what was saved before.
      return [...saved.map((entry) => ({ ...entry, isSafe: true })), ...readSavedNow()]
    },
    own(page, whenOwned) {
      if (!navigator.locks) {
        whenOwned() // http: two pages may then send the same, which the collector stores once
        return
      }
      navigator.locks
        .request(
          name + page,
          { ifAvailable: true },
          (lock) =>
            lock &&
            new Promise<void>((release) => {
              owned.push(release)
              whenOwned()
            }),
        )
        .catch(() => {})
    },
    disown() {
      for (const release of owned.splice(0)) {
        release()
      }
    },
    erase() {
      unsaveNow(readSavedNow().map(({ id }) => id))
      try {
        indexedDB.deleteDatabase(name)
      } catch {
        // Blocked: there is none.
      }
    },
  }
}
