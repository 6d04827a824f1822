import { printLoaderSizes } from './loaderSizes.mjs'
import { printSizes } from './sizes.mjs'

// The gate: `npm run size` fails where a budget is exceeded.
const exceeded = printSizes()
await printLoaderSizes()
for (const sentence of exceeded) {
  process.stderr.write(`${sentence}\n`)
}
process.exitCode = exceeded.length > 0 ? 1 : 0
