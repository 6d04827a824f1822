/** The shapes of source maps. Times are milliseconds since the epoch. */

/** One frame of an error's stack, resolved where a map of its release is stored. */
export interface ResolvedFrame {
  /** The line of the stack as it was sent, trimmed. */
  raw: string
  /** The function as the browser named it; absent where it has no name. */
  function?: string
  /** Where the code was written; absent where it is not known. */
  original?: OriginalPosition
  /** Why not; absent where it is known. */
  reason?: UnresolvedReason
}

export interface OriginalPosition {
  /** The source's name as its map has it, such as `webpack://shop/./src/cart.ts`. */
  source: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
  /** The lines around it, where the map holds the source. */
  context?: { first_line: number; lines: string[] }
}

/**
 * `no_position`: the line names no place in a file. `no_map`: none was uploaded for this file of this release.
 * `ambiguous_map`: several files of the release could be meant. `bad_map`: it cannot be read. `not_in_map`: the
 * map says nothing of this place, so it is of another build.
 */
export type UnresolvedReason = 'no_position' | 'no_map' | 'ambiguous_map' | 'bad_map' | 'not_in_map'

/** `PUT /v1/sourcemap?app_id&env&version` with a zip. */
export interface SourceMapUpload {
  /** Maps that are stored. */
  files: number
  /** Other files of the zip, which are not. */
  ignored: number
  bytes: number
}

/** `GET /v1/sourcemap?app_id` */
export interface SourceMapList {
  releases: {
    app_id: string
    env: string
    version: string
    files: string[]
    bytes: number
    uploaded: number
    uploaded_by: string
  }[]
}
