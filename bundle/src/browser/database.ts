import { SECOND } from '../core/time.ts'
import { setTimer } from './timer.ts'

const STORE = 'records'

/**
 * A page that enters the back/forward cache in the midst of making a database holds up everybody who opens it until it
 * leaves there (docs/browser-facts.md).
 */
const MAX_WAIT = 3 * SECOND

/**
 * Runs `use` in one transaction on the only store of a database, and lets go of the database: a connection
 * that stays open holds up whoever deletes the site's data. Resolves when all is done; rejects where storage is
 * blocked or full, or does not answer.
 */
export function inDatabase(name: string, use: (store: IDBObjectStore) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    setTimer(() => {
      opening.onsuccess = () => opening.result.close()
      reject()
    }, MAX_WAIT)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' })
    opening.onerror = (event) => {
      event.preventDefault() // else Firefox tells the page's own error handler
      reject(event)
    }
    opening.onsuccess = () => {
      const database = opening.result
      try {
        const transaction = database.transaction(STORE, 'readwrite')
        transaction.oncomplete = resolve
        transaction.onabort = reject
        use(transaction.objectStore(STORE))
      } catch (thrown) {
        reject(thrown)
      }
      database.close() // waits for the transaction
    }
  })
}
