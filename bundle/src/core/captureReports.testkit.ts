import type { TestContext } from 'node:test'

const messages: string[] = []
let isCapturing = false

for (const level of ['debug', 'warn', 'error'] as const) {
  // biome-ignore lint/suspicious/noConsole: tests check the SDK's console messages
  const original = console[level]
  console[level] = (...args: unknown[]) => {
    if (isCapturing && args[0] === '[DATAFLUX_RUM]') {
      messages.push(`${level}: ${args[1]}`)
    } else {
      original.apply(console, args)
    }
  }
}

/**
 * Returns the SDK's console messages during the test, one string each. The SDK takes the console when it is
 * loaded, so this file must be imported first (its name ensures that).
 */
export function captureReports(test: TestContext): string[] {
  messages.length = 0
  isCapturing = true
  test.after(() => {
    isCapturing = false
  })
  return messages
}
