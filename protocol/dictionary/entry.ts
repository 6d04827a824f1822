/**
 * Units: `ns` nanoseconds, `ms` milliseconds since the epoch, `percent` 0–100, `json` a JSON text, `code` a text that
 * may be compared as a number, such as a status.
 */
export type Unit =
  | 'ns'
  | 'ms'
  | 'bytes'
  | 'count'
  | 'score'
  | 'percent'
  | 'number'
  | 'boolean'
  | 'string'
  | 'code'
  | 'json'

/** Everything that the product knows about one name; its key is the name on the wire, in the API and in searches. */
export interface Entry {
  /** `string` by default; every tag is a text. */
  readonly unit?: Unit
  /** First schema version with a column for it. Without one the collector keeps it as an attribute. */
  readonly columnSince?: number
  /** Name of that column, if it is not the key: measurements share columns, and renaming one rewrites a table. */
  readonly column?: string
  /** Cell of an event without the value; by default an empty text, and no value for numbers and flags. */
  readonly emptyCell?: 0
  /** Has a key of its own in the API's events; other names are in their `attributes`. */
  readonly isListed?: true
  /** Sessions have it, too: `listed` in their summary, or only `searched`. */
  readonly ofSession?: 'listed' | 'searched'
  readonly isSearchable?: false
  /** Has few enough values to offer them for filtering. */
  readonly isFacet?: true
  /** Free text finds a part of the value; of an id it finds the whole. */
  readonly isFreeText?: true
  /** Length at which lists cut the text, instead of that of a name. An id is shown whole. */
  readonly text?: 'id' | 'long' | 'stack'
  /** Further word for it in a search. Names that share one are searched together. */
  readonly alias?: string
  readonly label: readonly [english: string, chinese: string]
  /** One sentence. */
  readonly about: string
}

export type Entries = Readonly<Record<string, Entry>>

/** Where a name stands on the line is part of the contract: a dashboard groups by tags only. */
export interface Section {
  readonly tags: Entries
  readonly fields: Entries
}
