/** Answers of the source map routes. Times are milliseconds since the epoch. */

/** One frame of an error's stack, resolved if a map of its release is stored. */
export interface ResolvedFrame {
  /** Line of the stack as it was sent, trimmed. */
  raw: string
  /** Function name given by the browser; absent for a function without a name. */
  function?: string
  /** Position in the original source; absent if it is unknown. */
  original?: OriginalPosition
  /** Reason why `original` is absent; absent if the position is known. */
  reason?: UnresolvedReason
}

export interface OriginalPosition {
  /** Name of the source in its map, such as `webpack://shop/./src/cart.ts`. */
  source: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
  /** Lines around the position, if the map contains the source. */
  context?: { first_line: number; lines: string[] }
}

/**
 * `no_position`: the line names no position in a file. `no_map`: no map was uploaded for this file of this release.
 * `ambiguous_map`: several files of the release match. `bad_map`: the map cannot be read. `not_in_map`: the map has
 * no entry for this position, so it belongs to another build.
 */
export type UnresolvedReason = 'no_position' | 'no_map' | 'ambiguous_map' | 'bad_map' | 'not_in_map'

/** `PUT /v1/sourcemap?app_id&env&version` with a zip. */
export interface SourceMapUpload {
  /** Number of stored maps. */
  files: number
  /** Number of other files in the zip, which are not stored. */
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
