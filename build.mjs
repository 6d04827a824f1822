import { buildOutdated, removeBuilt } from './scripts/build/buildParts.mjs'
import { printSizes } from './scripts/sizes.mjs'

removeBuilt()
await buildOutdated()
printSizes()
