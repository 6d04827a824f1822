/** The asker of a task, and a signal that nobody waits for it any more. */
export interface Asker {
  name: string
  signal?: AbortSignal | undefined
}

export interface FairQueueOptions<Place> {
  /** Things that tasks need, one each: connections. */
  places: readonly Place[]
  /** Places that one asker may hold at a time, so that the others find one. */
  placesEach: number
  /** Tasks of one asker that may wait. */
  waitingEach: number
}

/** Shares places among askers in turns: many tasks of one delay the others by one task at most. */
export interface FairQueue<Place> {
  /**
   * Rejects with `QueueFull`, with the signal's reason if it is aborted before the task begins, or as the task does.
   * A task that has begun keeps its place until it settles: it must heed the signal itself.
   */
  run<T>(asker: Asker, task: (place: Place) => Promise<T>): Promise<T>
  /** Tasks that wait. */
  readonly waiting: number
  /** Refuses what waits, and resolves when nothing runs any more. */
  close(): Promise<void>
}

/** An asker has as many tasks waiting as it may. */
export class QueueFull extends Error {}

interface Waiting<Place> {
  begin(place: Place, end: () => void): void
  refuse(reason: unknown): void
}

export function createFairQueue<Place>({
  places,
  placesEach,
  waitingEach,
}: FairQueueOptions<Place>): FairQueue<Place> {
  const free = [...places]
  const running = new Map<string, number>()
  /** In the order of their turns. An asker without a waiting task is not in it. */
  const waiting = new Map<string, Waiting<Place>[]>()
  let whenIdle: (() => void) | undefined

  function hold(name: string, change: 1 | -1): void {
    const held = (running.get(name) ?? 0) + change
    if (held > 0) {
      running.set(name, held)
    } else {
      running.delete(name)
    }
  }

  function takeNext(): { name: string; task: Waiting<Place> } | undefined {
    for (const [name, tasks] of waiting) {
      const [task] = tasks
      if (task !== undefined && (running.get(name) ?? 0) < placesEach) {
        remove(name, task)
        return { name, task }
      }
    }
    return undefined
  }

  /** The asker's next task waits behind everybody else's. */
  function remove(name: string, task: Waiting<Place>): void {
    const rest = (waiting.get(name) ?? []).filter((one) => one !== task)
    waiting.delete(name)
    if (rest.length > 0) {
      waiting.set(name, rest)
    }
  }

  function beginNext(): void {
    while (free.length > 0) {
      const next = takeNext()
      const place = next && free.shift()
      if (next === undefined || place === undefined) {
        break
      }
      const { name, task } = next
      hold(name, 1)
      task.begin(place, () => {
        hold(name, -1)
        free.push(place)
        beginNext()
      })
    }
    if (free.length === places.length) {
      whenIdle?.()
    }
  }

  return {
    get waiting() {
      return [...waiting.values()].reduce((sum, { length }) => sum + length, 0)
    },
    async run({ name, signal }, task) {
      signal?.throwIfAborted()
      const before = waiting.get(name) ?? []
      if (before.length >= waitingEach) {
        throw new QueueFull(`${waitingEach} tasks of one asker wait already`)
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          remove(name, own)
          reject(signal?.reason)
        }
        const own: Waiting<Place> = {
          begin(place, end) {
            signal?.removeEventListener('abort', leave)
            task(place).then(resolve, reject).finally(end)
          },
          refuse: reject,
        }
        signal?.addEventListener('abort', leave, { once: true })
        waiting.set(name, [...before, own])
        beginNext()
      })
    },
    async close() {
      const refused = [...waiting.values()].flat()
      waiting.clear()
      for (const { refuse } of refused) {
        refuse(new QueueFull('the queue is closed'))
      }
      await new Promise<void>((resolve) => {
        whenIdle = resolve
        beginNext()
      })
    },
  }
}
