import { writeFileSync } from 'node:fs'
import { build } from 'esbuild'

/** `npm run docs:dictionary`: writes docs/dictionary.md from `protocol/dictionary/`. */
const { outputFiles } = await build({
  entryPoints: ['protocol/dictionaryPage.ts'],
  bundle: true,
  format: 'esm',
  write: false,
})
const code = Buffer.from(outputFiles[0].contents).toString('base64')
const { toDictionaryPage } = await import(`data:text/javascript;base64,${code}`)
writeFileSync('docs/dictionary.md', toDictionaryPage())
