import type { Timestamp } from '../core/time.ts'
import type { SessionState, Slot } from './sessionState.ts'
import { SLOTS } from './sessionState.ts'

/** The version of the form. A value of another version reads as empty. */
const VERSION = '1'

/**
 * The stored form, made of cookie octets: the version, then a part for each slot: its initial (upper case if
 * the id is a number), the id, start and expiry in base 36. An empty session has no stored form.
 *
 *     1|d~debug_1f~mf2k3x~mf2kr1|a~8c1e…~mf2k00~mf2ke7
 */
export function toStored(state: SessionState): string | undefined {
  const parts = [VERSION]
  for (const name of SLOTS) {
    const slot = state[name]
    if (slot) {
      parts.push(toPart(name[0] as string, slot))
    }
  }
  return parts.length > 1 ? parts.join('|') : undefined
}

function toPart(initial: string, { id, started, expire }: Slot): string {
  const letter = typeof id === 'number' ? initial.toUpperCase() : initial
  // encodeURIComponent leaves `~`, which is ours here.
  const encoded = encodeURIComponent(id).replace(/~/g, '%7E')
  return [letter, encoded, started.toString(36), expire.toString(36)].join('~')
}

/** Nothing of a form that is not ours: a later version of the SDK may share the site. */
export function fromStored(stored = ''): SessionState {
  const state: { -readonly [Name in keyof SessionState]: SessionState[Name] } = {}
  const [version, ...parts] = stored.split('|')
  for (const part of version === VERSION ? parts : []) {
    const name = SLOTS.find((slot) => slot[0] === part[0]?.toLowerCase())
    if (name) {
      state[name] = toSlot(part)
    }
  }
  return state
}

/** `undefined` for what is no id. A time that is none is NaN, which is over at any time. */
function toSlot(part: string): Slot | undefined {
  const [letter = '', encoded = '', started, expire] = part.split('~')
  try {
    const text = decodeURIComponent(encoded)
    const id = letter < 'a' ? Number(text) : text
    return id ? { id, started: toTime(started), expire: toTime(expire) } : undefined
  } catch {
    return undefined
  }
}

function toTime(base36 = ''): Timestamp {
  return Number.parseInt(base36, 36) as Timestamp
}
