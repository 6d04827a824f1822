import {
  decodedMappings,
  FlattenMap,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping'
import type { OriginalPosition } from '../../../protocol/sourceMaps.ts'

/** A map that is ready to be asked. */
export interface ParsedMap {
  /** Rough number of bytes that it takes in memory. */
  bytes: number
  find(place: { line: number; column: number }): Omit<OriginalPosition, 'context'> | undefined
  /** The lines of a source around one of them. `undefined` where the map does not hold the source. */
  readContext(source: string, line: number): OriginalPosition['context']
}

/** A segment is an array of five small numbers. */
const SEGMENT_BYTES = 96
const CONTEXT_LINES = 3
/** A line of a bundle that was a source of another bundle may be a megabyte. */
const LINE_CHARACTERS = 240

/** Throws where it is no source map of version 3, flat or with sections. */
export function parseMap(text: string): ParsedMap {
  // Some servers put a line before JSON that keeps it from being run as a script.
  const map = new TraceMap(FlattenMap(text.replace(/^\)\]\}'[^\n]*\n?/, '')))
  const segments = decodedMappings(map).reduce((sum, line) => sum + line.length, 0)
  const contents = map.sourcesContent ?? []
  return {
    bytes: text.length * 2 + segments * SEGMENT_BYTES,
    find({ line, column }) {
      if (line < 1 || column < 1) {
        return undefined // JavaScriptCore writes 0 where it does not know
      }
      const found = originalPositionFor(map, { line, column: column - 1 })
      // A map that is damaged may name a source that it does not have.
      return typeof found.source !== 'string'
        ? undefined
        : { source: found.source, line: found.line, column: found.column + 1 }
    },
    readContext(source, line) {
      const content = contents[map.resolvedSources.indexOf(source)]
      if (typeof content !== 'string') {
        return undefined
      }
      const lines = content.split(/\r?\n/)
      const first = Math.max(line - CONTEXT_LINES, 1)
      const around = lines.slice(first - 1, line + CONTEXT_LINES)
      return around.length === 0
        ? undefined
        : { first_line: first, lines: around.map((each) => each.slice(0, LINE_CHARACTERS)) }
    },
  }
}
