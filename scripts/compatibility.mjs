import { writeFileSync } from 'node:fs'
import { importTypeScript } from './importTypeScript.mjs'

/** `npm run docs:compatibility`: writes docs/compatibility.md from `e2e/compat/`. */
const { toCompatibilityPage } = await importTypeScript('e2e/compat/compatibilityPage.ts')
writeFileSync('docs/compatibility.md', toCompatibilityPage())
