/** Runs tasks one after another: a ClickHouse connection carries one statement at a time. */
export interface Lane {
  run<T>(task: () => Promise<T>): Promise<T>
  /** Tasks that wait or run. */
  readonly load: number
}

export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve()
  let load = 0
  return {
    get load() {
      return load
    },
    run(task) {
      load++
      const done = tail.then(task).finally(() => {
        load--
      })
      tail = done.catch(() => undefined) // the caller has the rejection; the next task must run all the same
      return done
    },
  }
}
