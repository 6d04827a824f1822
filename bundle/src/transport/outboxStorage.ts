import { inDatabase } from '../browser/database.ts'
import { toJson } from '../core/json.ts'

const PREFIX = 'dataflux-rum:'

/** Stored part of an entry. Visitors' browsers already hold the two names, so they cannot change. */
export interface StoredEntry {
  readonly id: string
  readonly lines: readonly string[]
}

/** Stored outbox of one application on this origin. Works without any storage that the browser blocks. */
export interface OutboxStorage {
  /** Writes and deletes in the background. Resolves to `true` on success. */
  save(changed: readonly StoredEntry[], gone: readonly string[]): Promise<boolean>
  /** Writes before the call returns; the next `save` replaces this copy. An entry without lines marks a deleted one. */
  saveNow(entries: readonly StoredEntry[]): void
  /** Returns the stored entries of all pages. `isSafe`: `save` has written the entry. */
  read(): Promise<(StoredEntry & { isSafe?: boolean })[]>
  /** Takes ownership of the entries of `page` and calls back, unless a living page owns them. */
  own(page: string, whenOwned: () => void): void
  disown(): void
  erase(): void
}

type Item = [key: string, text: string]

/** IndexedDB for most writes, `localStorage` for page exit: docs/decisions/0015-two-storages.md */
export function createOutboxStorage(applicationId: string): OutboxStorage {
  // Encoded, so that no application's name is a prefix of another's.
  const name = `${PREFIX}${encodeURIComponent(applicationId)}:`
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

  function saveNow(entries: readonly StoredEntry[]): void {
    try {
      const items = entries.map(({ id, lines }) => [name + id, toJson(lines)]) as [Item, ...Item[]]
      const ours = Object.entries(localStorage).filter(([key]) => key.startsWith(PREFIX))
      const { length } = `${ours}${items}`
      // The bound is for all applications and pages of the origin, which has room for some five million characters. Without IndexedDB
      // the next page could not move them on.
      if (length < (window.indexedDB ? 2e6 : 256e3)) {
        // Fails unless as much again stays free for the page. JSON may end with spaces.
        localStorage.setItem(items[0][0], items[0][1].padEnd(length * 2))
        for (const [key, text] of items) {
          localStorage.setItem(key, text)
        }
        hasSavedNow = true
        return
      }
    } catch {
      // Blocked or full.
    }
    // The younger half says how the page ended.
    if (entries[1]) {
      saveNow(entries.slice(-(entries.length >> 1)))
    }
  }

  return {
    save(changed, gone) {
      unsaveNow(gone)
      return inDatabase(name, (store) => {
        for (const id of gone) {
          store.delete(id)
        }
        for (const { id, lines } of changed) {
          store.put({ id, lines })
        }
      }).then(
        () => {
          unsaveNow(changed.map(({ id }) => id))
          return true
        },
        () => false,
      )
    },
    saveNow,
    read() {
      let saved: StoredEntry[] = []
      // Entries saved at page exit come last: they replace earlier versions.
      const merge = () => [...saved.map((entry) => ({ ...entry, isSafe: true })), ...readSavedNow()]
      return inDatabase(name, (store) => {
        const all = store.getAll()
        all.onsuccess = () => (saved = all.result)
      }).then(merge, merge) // the database may be blocked
    },
    own(page, whenOwned) {
      if (!navigator.locks) {
        whenOwned() // http: two pages may then send the same entry, which the collector stores once
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
        // Blocked: no database exists.
      }
    },
  }
}
