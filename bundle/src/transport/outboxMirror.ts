import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { NativeMap, NativeSet } from '../core/natives.ts'
import { SECOND } from '../core/time.ts'
import type { Outbox } from './outbox.ts'
import { toPage } from './outbox.ts'
import type { OutboxStorage } from './outboxStorage.ts'

/** Half of the time whose events a killed page may lose; the other half is for the browser's write. */
const SAVE_AFTER = SECOND / 2

export interface OutboxMirror {
  /** Stores all changes soon. */
  saveSoon(): void
  /** Stores all changes before the call returns. */
  saveNow(): void
  /** Takes over entries of pages that are gone, then calls back. */
  adopt(whenAdopted: () => void): Promise<void>
  /** Prevents other pages from taking over this page's stored entries. */
  own(): void
  disown(): void
  erase(): void
}

/** Keeps a copy of the outbox in the browser's storage, for later pages. */
export function createOutboxMirror(outbox: Outbox, storage: OutboxStorage): OutboxMirror {
  let _timer: Timer | undefined
  let isErased = false

  function save(): void {
    _timer = undefined
    const changed = outbox.findUnsafe()
    const deleted = outbox.gone.splice(0)
    // A request that was in progress at `erase` ends later, and must not store anything again.
    if (changed.length + deleted.length > 0 && !isErased) {
      const forms = changed.map(({ lines }) => lines)
      void storage.save(changed, deleted).then((isDone) => {
        changed.forEach((entry, index) => {
          entry.isSafe = isDone && entry.lines === forms[index]
        })
      })
    }
  }

  return {
    saveSoon() {
      _timer ??= setTimer(save, SAVE_AFTER)
    },
    saveNow() {
      const gone = outbox.gone.map((id) => ({ id, lines: [] }))
      storage.saveNow([...outbox.findUnsafe(), ...gone])
    },
    adopt: (whenAdopted) =>
      storage.read().then((found) => {
        const left = new NativeMap(found.map((entry) => [entry.id, entry]))
        for (const page of new NativeSet([...left.keys()].map(toPage))) {
          if (page !== outbox.page) {
            storage.own(page, () => {
              outbox.takeOver([...left.values()].filter(({ id }) => toPage(id) === page))
              whenAdopted()
            })
          }
        }
      }),
    own() {
      storage.own(outbox.page, () => {})
    },
    disown: storage.disown,
    erase() {
      isErased = true
      outbox.clear()
      storage.erase()
    },
  }
}
