/** Lets a bounded number of tasks run at a time; the others wait in order. */
export interface Gate {
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createGate(places: number): Gate {
  let free = places
  const waiting: (() => void)[] = []

  async function enter(): Promise<void> {
    if (free > 0) {
      free--
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve)) // the place is handed over, not freed
  }

  function leave(): void {
    const next = waiting.shift()
    if (next === undefined) {
      free++
    } else {
      next()
    }
  }

  return {
    async run(task) {
      await enter()
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}
