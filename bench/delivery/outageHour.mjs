/** Runs an hour of outage in fake time, with an event every ten seconds. @returns rows of its cost */
export async function outageHour(context, site, receiver) {
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${site.url}/first`)
  await receiver.behave(503)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  async function measure(minute) {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const value = (name) => metrics.find((metric) => metric.name === name).value
    return {
      minute,
      requests: receiver.requests(),
      'main thread, ms': Math.round(value('ScriptDuration') * 1000),
      'heap, kB': Math.round(value('JSHeapUsedSize') / 1000),
    }
  }
  const rows = [await measure(0)]
  for (let minute = 1; minute <= 60; minute++) {
    for (let tick = 0; tick < 6; tick++) {
      await page.evaluate(`emit('ev' + ${minute * 6 + tick} + 'x')`)
      await page.clock.runFor(10_000)
    }
    if (minute % 15 === 0) {
      rows.push(await measure(minute))
    }
  }
  await page.close()
  return rows
}
