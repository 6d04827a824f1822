import { createUuid } from '../core/ids.ts'
import { NativeMap } from '../core/natives.ts'
import type { Batch } from './batch.ts'
import { isLogLine } from './lineEncoder.ts'
import type { StoredEntry } from './outboxStorage.ts'
import type { SendResult } from './sender.ts'
import { byteLength } from './text.ts'

/** Number of base-36 digits of the time at the start of an id: enough until 2059. */
const TIME_DIGITS = 8

/** Halving 50 lines down to one takes six refusals; an intake that refuses more in a row refuses everything. */
const MAX_SPLITS = 8

/** Lines that are sent together. The id sorts by age and ends with the id of the page that wrote it. */
export interface Entry extends StoredEntry {
  lines: readonly string[]
  bytes?: number
  isSending?: boolean
  /** The storage has the entry in its present form. */
  isSafe?: boolean
}

/** Returns the page that wrote an entry. */
export function toPage(id: string): string {
  return id.slice(TIME_DIGITS)
}

/** Reason why events did not reach the intake, by its name on the wire. */
type DropReason = 'dropped_full' | 'dropped_old' | 'dropped_refused'

export interface OutboxDeps {
  readonly batch: Batch
  readonly maxBytes: number
  /** In milliseconds. */
  readonly maxAge: number
}

/** Lines that the intake has not acknowledged: closed entries, and an open one that takes new lines. */
export interface Outbox {
  readonly page: string
  add(line: string, key?: string): void
  isFull(): boolean
  /** Closes the open lines into entries. `isLast`: the page may get no other chance to do so. */
  close(isLast?: boolean): void
  /**
   * Returns the oldest entries that are not being sent: at least one, and more while they take at most `limit` bytes
   * together and are for the same path. `isOwn`: all entries of this page, which are sent one by one.
   */
  peek(limit: number, isOwn?: boolean): Entry[]
  /** Marks entries as being sent. Returns `false` if one of them already is. */
  dispatch(entries: readonly Entry[]): boolean
  /** Applies the result of a request to its entries. */
  settle(sent: readonly Entry[], result: SendResult): void
  /** Adds entries that another page has left. */
  takeOver(entries: readonly Entry[]): void
  /** Returns entries whose present form is not stored, including the open one. */
  findUnsafe(): Entry[]
  /** Ids of entries that have left the outbox but may still be stored. */
  readonly gone: string[]
  clear(): void
}

export function createOutbox({ batch, maxBytes, maxAge }: OutboxDeps): Outbox {
  const page = createUuid()
  const dropped = new NativeMap<DropReason, number>()
  const gone: string[] = []
  let entries: Entry[] = []
  let lastId = 0
  /** Number of consecutive `unreadable` results. */
  let refusals = 0
  let open = create([])

  function create(lines: readonly string[]): Entry {
    lastId = Math.max(lastId + 1, Date.now())
    return { id: lastId.toString(36) + page, lines }
  }

  function put(entry: Entry): void {
    entry.bytes = byteLength(entry.lines.join('\n'))
    entries.push(entry)
  }

  /** Returns `false` if the entry was removed before. */
  function remove(entry: Entry): boolean {
    const before = entries
    entries = before.filter((other) => other !== entry)
    return entries.length < before.length && gone.push(entry.id) > 0
  }

  function drop(entry: Entry, reason: DropReason): void {
    if (remove(entry)) {
      dropped.set(reason, (dropped.get(reason) ?? 0) + entry.lines.length)
    }
  }

  /** Drops an entry or splits it in two: one bad line must not cost the good ones. */
  function refuse(entry: Entry): void {
    const { lines } = entry
    const half = lines.length >> 1
    if (half === 0 || refusals === 0 || refusals > MAX_SPLITS) {
      drop(entry, 'dropped_refused')
    } else if (remove(entry)) {
      put(create(lines.slice(0, half)))
      put(create(lines.slice(half)))
    }
  }

  /** Drops entries that are too old or exceed the limit, oldest first. The youngest entry stays, whatever its size. */
  function trim(): void {
    let excess = -maxBytes
    for (const { bytes = 0 } of entries) {
      excess += bytes
    }
    const youngest = entries[entries.length - 1]
    for (const entry of entries) {
      const isOld = Date.now() - parseInt(entry.id.slice(0, TIME_DIGITS), 36) > maxAge
      if (!entry.isSending && (isOld || (excess > 0 && entry !== youngest))) {
        excess -= entry.bytes as number
        drop(entry, isOld ? 'dropped_old' : 'dropped_full')
      }
    }
  }

  return {
    page,
    add(line, key) {
      batch.add(line, key)
      open.lines = [] // a new array, because the old one may be being stored
      open.isSafe = false
    },
    isFull: batch.isFull,
    close(isLast) {
      const pieces = batch.take()
      const last = pieces[pieces.length - 1]
      // Only if the line is sent soon or at the last chance: a dropped entry would lose the counts as well.
      if (last && dropped.size > 0 && (isLast || entries.length === 0)) {
        last.push(withFields(last.pop() as string, dropped))
        dropped.clear()
      }
      for (const lines of pieces) {
        open.lines = lines
        open.isSafe = false
        put(open)
        open = create([])
      }
      trim()
    },
    peek(limit, isOwn) {
      let room = limit
      return entries
        .filter(({ id, isSending }) => !isSending && !(isOwn && toPage(id) !== page))
        .filter((entry, index, [first]) => {
          room -= entry.bytes as number
          // After a refusal, and at exit, each entry is sent by itself.
          const isAlone = index > 0 && (refusals > 0 || room < 0 || isLog(entry) !== isLog(first))
          return isOwn || !isAlone
        })
    },
    dispatch(sent) {
      const isFirst = !sent.some(({ isSending }) => isSending)
      for (const entry of sent) {
        entry.isSending = true
      }
      return isFirst
    },
    settle(sent, result) {
      refusals = result === 'unreadable' ? refusals + 1 : 0
      for (const entry of sent) {
        entry.isSending = false
        if (result === 'accepted') {
          remove(entry)
        } else if (result === 'refused' || (refusals > 0 && sent.length === 1)) {
          refuse(entry)
        }
      }
    },
    takeOver(others) {
      for (const entry of others) {
        if (entry.lines.length > 0) {
          // The entry may have been taken over before.
          if (!entries.some(({ id }) => id === entry.id)) {
            put(entry)
          }
        } else {
          gone.push(entry.id)
        }
      }
      entries.sort((a, b) => (a.id < b.id ? -1 : 1))
      trim()
    },
    findUnsafe() {
      if (!open.isSafe) {
        open.lines = batch.lines()
      }
      return [...entries, open].filter(({ isSafe, lines }) => !isSafe && lines.length > 0)
    },
    gone,
    clear() {
      batch.take()
      entries = []
      dropped.clear()
      open = create([])
    },
  }
}

/** Lines of an entry are either all logs or none. */
export function isLog(entry: StoredEntry | undefined): boolean {
  return isLogLine(entry?.lines[0])
}

/** Adds fields to a line, before the time at its end. */
function withFields(line: string, fields: ReadonlyMap<string, number>): string {
  const end = line.lastIndexOf(' ')
  const added = [...fields].map(([name, value]) => `,${name}=${value}`)
  return line.slice(0, end) + added.join('') + line.slice(end)
}
