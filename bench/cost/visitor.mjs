import { setTimeout as delay } from 'node:timers/promises'
import { startReceiver } from '../delivery/receiver.mjs'
import { startSite } from '../delivery/site.mjs'
import { FIRST_ERROR, PREPARE } from './steps.mjs'

/** Longer than any SDK keeps a batch open, except Datadog (30 s), which sends by size here. */
const SETTLE_MS = 4000

/**
 * Opens a page of one contender, with its own site and intake.
 *
 * Times are CPU time of all tasks on the page's main thread (`threadTicks`), which other load on the machine hardly affects.
 */
export async function openVisitor(browser, contender) {
  const receiver = await startReceiver()
  const site = await startSite(contender.code, receiver.url)
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })

  async function readCpu() {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  }

  /** @returns CPU time (ms) of `run` and its consequences on the main thread, and bytes in use after it */
  async function measure(run) {
    const before = await readCpu()
    await run(page)
    await delay(SETTLE_MS)
    const cpu = (await readCpu()) - before
    await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    return { cpu, heap: usedSize }
  }

  await page.goto(`${site.url}/plain`) // a page of the site without an SDK starts the renderer
  return {
    start: () => measure(() => page.goto(`${site.url}/first`)),
    prepare: () => page.evaluate(PREPARE),
    measure,
    /** Counts the actions and errors that the intake has received. */
    arrived() {
      const ids = [...receiver.arrived.keys()].map((id) => parseInt(id.slice(2), 10))
      const errors = ids.filter((id) => id >= FIRST_ERROR).length
      return { actions: ids.length - errors, errors, bytes: receiver.bytes() }
    },
    async close() {
      await context.close()
      await site.stop()
      await receiver.stop()
    },
  }
}
