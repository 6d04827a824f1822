import { inDatabase } from '../browser/database.ts'
import { attempt } from '../core/attempt.ts'
import { toJson } from '../core/json.ts'

const STORAGE_PREFIX = 'dataflux-rum:'
/** Characters in `localStorage`, of all applications and pages together: the page has hardly 5 million there. */
const MAX_SAVED_NOW = 256_000

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

/** Writes from the first on, as many as have room together and leave as much again free for the page. */
function saveWithin(texts: readonly (readonly [key: string, text: string])[], limit: number): void {
  let room = limit
  const fitting = texts.filter(([key, text]) => {
    const size = key.length + text.length
    const fits = size <= room
    room -= fits ? size : 0
    return fits
  })
  const probe = STORAGE_PREFIX
  // Nothing else tells how much is free.
  const isFree = attempt(() => {
    localStorage.setItem(probe, ' '.repeat(2 * (limit - room)))
    return true
  })
  localStorage.removeItem(probe)
  if (isFree) {
    for (const [key, text] of fitting) {
      localStorage.setItem(key, text)
    }
  } else if (limit > 1) {
    saveWithin(texts, (limit - room) / 2)
  }
}

/** IndexedDB for the bulk, and `localStorage` for the last moment: docs/decisions/0015-two-storages.md */
export function createOutboxStorage(applicationId: string): OutboxStorage {
  // Encoded, so that no application's name is the beginning of another's.
  const name = `${STORAGE_PREFIX}${encodeURIComponent(applicationId)}:`
  const owned: (() => void)[] = []
  let hasSavedNow = false

  function readSavedNow(): StoredEntry[] {
    const read = attempt(() => {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(name))
      hasSavedNow = keys.length > 0
      return keys.map((key) => ({
        id: key.slice(name.length),
        lines: JSON.parse(localStorage.getItem(key) as string),
      }))
    })
    return read ?? [] // blocked
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
      attempt(() => {
        const texts = entries.map(({ id, lines }) => [name + id, toJson(lines) as string] as const)
        const others = Object.keys(localStorage).filter(
          (key) => key.startsWith(STORAGE_PREFIX) && !texts.some(([own]) => own === key),
        )
        let room = MAX_SAVED_NOW
        for (const key of others) {
          room -= key.length + (localStorage.getItem(key) as string).length
        }
        hasSavedNow ||= texts.length > 0
        // The youngest first: they say how the page ended.
        saveWithin(texts.reverse(), room)
      })
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
      attempt(() => indexedDB.deleteDatabase(name)) // where it is blocked, there is none
    },
  }
}
