import { setTimeout as delay } from 'node:timers/promises'
import { STEPS } from './steps.mjs'
import { openVisitor } from './visitor.mjs'

const MINUTE_MS = 61_000

/**
 * Runs each step on all pages, one after the other, before the next step: a slow minute of the machine affects all.
 *
 * @returns for each contender the CPU time (ms) of each kind of step, the heap (bytes) after each, and the arrived events
 */
export async function runRound(browser, contenders) {
  const visits = []
  for (const contender of contenders) {
    const visitor = await openVisitor(browser, contender)
    const { cpu, heap } = await visitor.start()
    await visitor.prepare()
    visits.push({ visitor, cpu: { start: cpu }, heap: { start: heap }, limitedAt: 0 })
  }
  for (const { kind, run } of STEPS) {
    for (const visit of visits) {
      if (kind === 'addAction') {
        await delay(visit.limitedAt - Date.now()) // so that no rate limit drops events
        visit.limitedAt = Date.now() + MINUTE_MS
      }
      const { cpu, heap } = await visit.visitor.measure(run)
      visit.cpu[kind] = (visit.cpu[kind] ?? 0) + cpu
      visit.heap[kind] = heap
    }
  }
  const results = []
  for (const { visitor, cpu, heap } of visits) {
    results.push({ cpu, heap, arrived: visitor.arrived() })
    await visitor.close()
  }
  return results
}
