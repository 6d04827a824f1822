import { createRequire } from 'node:module'

const ofApiExtractor = createRequire(
  createRequire(import.meta.url).resolve('@microsoft/api-extractor/package.json'),
)

/**
 * TypeScript's compiler as a library. TypeScript 7, which checks this repository, has no stable one yet; API Extractor
 * brings the last version that has.
 */
export const ts = ofApiExtractor('typescript')
