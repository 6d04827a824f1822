import { z } from 'zod'
import { count, text, time } from './shape.ts'

/** Answers of the source map routes. */

const originalPosition = z.object({
  source: text.describe('Name of the source in its map, such as `webpack://shop/./src/cart.ts`.'),
  line: count.describe('From 1.'),
  column: count.describe('From 1.'),
  context: z
    .object({ first_line: count, lines: z.array(text) })
    .optional()
    .describe('Lines around the position, if the map contains the source.'),
})

/**
 * `no_position`: the line names no position in a file. `no_map`: no map was uploaded for this file of this release.
 * `ambiguous_map`: several files of the release match. `bad_map`: the map cannot be read. `not_in_map`: the map has
 * no entry for this position, so it belongs to another build.
 */
const unresolvedReason = z.enum(['no_position', 'no_map', 'ambiguous_map', 'bad_map', 'not_in_map'])

/** One frame of an error's stack, resolved if a map of its release is stored. */
export const resolvedFrame = z.object({
  raw: text.describe('Line of the stack as it was sent, trimmed.'),
  function: text
    .optional()
    .describe('Function name given by the browser; absent for a function without a name.'),
  original: originalPosition
    .optional()
    .describe('Position in the original source; absent if it is unknown.'),
  reason: unresolvedReason
    .optional()
    .describe('Reason why `original` is absent; absent if the position is known.'),
})

/** `PUT /v1/sourcemap?app_id&env&version` with a zip. */
export const sourceMapUpload = z.object({
  files: count.describe('Number of stored maps.'),
  ignored: count.describe('Number of other files in the zip, which are not stored.'),
  bytes: count,
})

/** `GET /v1/sourcemap?app_id` */
export const sourceMapList = z.object({
  releases: z.array(
    z.object({
      app_id: text,
      env: text,
      version: text,
      files: z.array(text),
      file_bytes: z
        .array(count)
        .optional()
        .describe('Size of each file, in the order of `files`; absent for an upload of before.'),
      bytes: count,
      uploaded: time,
      uploaded_by: text,
    }),
  ),
})

export type OriginalPosition = z.infer<typeof originalPosition>
export type ResolvedFrame = z.infer<typeof resolvedFrame>
export type SourceMapList = z.infer<typeof sourceMapList>
export type SourceMapUpload = z.infer<typeof sourceMapUpload>
