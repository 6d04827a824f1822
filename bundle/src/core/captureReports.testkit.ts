import type { TestContext } from 'node:test'

const said: string[] = []
let isCapturing = false

for (const level of ['debug', 'warn', 'error'] as const) {
  // biome-ignore lint/suspicious/noConsole: what the SDK says there is what is tested
  const original = console[level]
  console[level] = (...args: unknown[]) => {
    if (isCapturing && args[0] === '[DATAFLUX_RUM]') {
      said.push(`${level}: ${args[1]}`)
    } else {
      original.apply(console, args)
    }
  }
}

/**
 * What the SDK says on the console during the test, one string each. It takes the console when it is loaded, so
 * this file must be imported before it (its name sees to that).
 */
export function captureReports(test: TestContext): string[] {
  said.length = 0
  isCapturing = true
  test.after(() => {
    isCapturing = false
  })
  return said
}
