import { expect } from 'playwright/test'

export interface Walk {
  /** One act of a person: a click, a key, a typed word. */
  step(act: () => Promise<unknown>): Promise<void>
  end(): void
}

/** Counts what a person does, and says how long it took, which must be less than `limit` seconds. */
export function createWalk(name: string, limit: number): Walk {
  const begin = performance.now()
  let steps = 0
  return {
    async step(act) {
      steps++
      await act()
    },
    end() {
      const seconds = (performance.now() - begin) / 1000
      process.stdout.write(`  ${name}: ${steps} steps, ${seconds.toFixed(1)} s\n`)
      expect(seconds).toBeLessThan(limit)
    },
  }
}
