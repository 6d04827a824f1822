import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import { readCauses } from '../../../protocol/errorCauses.ts'
import type { ErrorEvent, SessionEvent } from '../../../protocol/query.ts'
import type { ResolvedFrame } from '../../../protocol/sourceMaps.ts'
import { findMap } from './findMap.ts'
import type { ParsedMap } from './parsedMap.ts'
import { parseMap } from './parsedMap.ts'
import type { FramePosition } from './parseFrame.ts'
import { parseFrame } from './parseFrame.ts'
import type { Release, ReleaseMaps, SourceMaps } from './sourceMaps.ts'

/** Resolves stacks when they are read: a map that is uploaded after the error helps as well. */
export interface StackResolver {
  /**
   * Adds the resolved stacks to errors and logs: their own, those of their causes, and that of their handling.
   *
   * @param appIdOf - the application as the store has it: an attribute of the name could be anybody's
   */
  addTo<Event extends SessionEvent>(
    events: readonly Event[],
    appIdOf: (event: Event) => string,
  ): Promise<Event[]>
}

/** Parsed maps that are kept. */
const CACHE_BYTES = 128 * 2 ** 20
/** A recursion has thousands of frames; the deepest are what is looked at. */
const MAX_FRAMES = 50
/** How many of them bring their source along: of an event's own stack, and of each other one. */
const MAX_CONTEXTS = { own: 10, other: 3 }
/** The SDK sends fewer; another sender's are not looked at beyond it. */
const MAX_CAUSES = 10

export function createStackResolver(sourceMaps: Pick<SourceMaps, 'find' | 'read'>): StackResolver {
  const cache = new LRUCache<string, ParsedMap | 'bad_map'>({ maxSize: CACHE_BYTES })
  /** One at a time: what is parsed at once takes memory that the cache does not count. */
  const inTurn = pLimit(1)

  function readMap(maps: ReleaseMaps, path: string): Promise<ParsedMap | 'bad_map'> {
    const key = `${maps.upload}/${path}`
    return inTurn(async () => {
      const kept = cache.get(key)
      if (kept !== undefined) {
        return kept
      }
      const parsed = tryParse(await sourceMaps.read(maps, path))
      cache.set(key, parsed, { size: parsed === 'bad_map' ? key.length : parsed.bytes })
      return parsed
    })
  }

  async function resolveFrame(
    raw: string,
    maps: ReleaseMaps,
    hasContext: boolean,
  ): Promise<ResolvedFrame> {
    const place = parseFrame(raw)
    if (place === undefined) {
      return { raw, reason: 'no_position' }
    }
    const named = { raw, ...(place.function !== '' && { function: place.function }) }
    const found = findMap(place.url, maps.files)
    if (typeof found === 'string') {
      return { ...named, reason: found }
    }
    const map = await readMap(maps, found.path)
    return map === 'bad_map'
      ? { ...named, reason: map }
      : { ...named, ...locate(map, place, hasContext) }
  }

  async function resolve(
    stack: string,
    maps: ReleaseMaps,
    contexts: number,
  ): Promise<ResolvedFrame[]> {
    const frames: ResolvedFrame[] = []
    for (const raw of toFrameLines(stack)) {
      frames.push(await resolveFrame(raw, maps, frames.length < contexts))
    }
    return frames
  }

  async function resolveAll(stacks: EventStacks, release: Release): Promise<ResolvedStacks> {
    // Where the release has no maps, the raw stacks say all.
    const maps = await sourceMaps.find(release)
    if (maps === undefined) {
      return {}
    }
    const { own, handling, causes } = stacks
    return {
      ...(own && { resolved_stack: await resolve(own, maps, MAX_CONTEXTS.own) }),
      ...(causes.length > 0 && {
        resolved_causes: await Promise.all(
          causes.map((cause) => resolve(cause, maps, MAX_CONTEXTS.other)),
        ),
      }),
      ...(handling && {
        resolved_handling_stack: await resolve(handling, maps, MAX_CONTEXTS.other),
      }),
    }
  }

  return {
    async addTo(events, appIdOf) {
      const known = new Map<string, Promise<ResolvedStacks>>() // a loop throws one error often
      return Promise.all(
        events.map(async (event) => {
          const stacks = readStacks(event)
          if (stacks === undefined) {
            return event
          }
          const release = toRelease(event, appIdOf(event))
          const key = JSON.stringify([release, stacks])
          const resolving = known.get(key) ?? resolveAll(stacks, release)
          known.set(key, resolving)
          return { ...event, ...(await resolving) }
        }),
      )
    },
  }
}

type ResolvedStacks = Pick<
  ErrorEvent,
  'resolved_stack' | 'resolved_causes' | 'resolved_handling_stack'
>

/** Texts of the stacks of an event; empty where it has none. */
interface EventStacks {
  own: string
  causes: string[]
  handling: string
}

/** `undefined` for an event without a stack. */
function readStacks(event: SessionEvent): EventStacks | undefined {
  if (event.type !== 'error' && event.type !== 'log') {
    return undefined
  }
  const { error_stack, error_causes, error_handling_stack } = event.attributes
  const own = event.type === 'error' ? event.error_stack : String(error_stack ?? '')
  const causes = readCauses(error_causes)
    .slice(0, MAX_CAUSES)
    .map(({ stack }) => stack)
  const handling = String(error_handling_stack ?? '')
  return own || handling || causes.some(Boolean) ? { own, causes, handling } : undefined
}

function toRelease({ attributes }: SessionEvent, appId: string): Release {
  const { env = '', version = '' } = attributes
  return { appId, env: String(env), version: String(version) }
}

/** The stack without its message, which is what stands before the first frame. */
function toFrameLines(stack: string): string[] {
  const lines = stack.split('\n').map((line) => line.trim())
  const first = lines.findIndex((line) => parseFrame(line) !== undefined)
  return first < 0 ? [] : lines.slice(first, first + MAX_FRAMES).filter((line) => line !== '')
}

function locate(
  map: ParsedMap,
  place: FramePosition,
  hasContext: boolean,
): Pick<ResolvedFrame, 'original' | 'reason'> {
  const original = map.find(place)
  if (original === undefined) {
    return { reason: 'not_in_map' }
  }
  const context = hasContext ? map.readContext(original.source, original.line) : undefined
  return { original: { ...original, ...(context && { context }) } }
}

function tryParse(text: string | undefined): ParsedMap | 'bad_map' {
  try {
    return text === undefined ? 'bad_map' : parseMap(text)
  } catch {
    return 'bad_map'
  }
}
