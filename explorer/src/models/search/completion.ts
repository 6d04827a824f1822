import type { FacetValue } from '../../../../protocol/analytics.ts'
import type { ListType } from '../explorer/listType.ts'
import type { FieldIndex } from '../fields/fieldIndex.ts'
import { ALIASES } from '../fields/fieldIndex.ts'
import { printKey, quoteValue } from './printSearch.ts'
import { toRecentKeys, toRecentValues } from './searchHistory.ts'
import type { Span } from './searchTokens.ts'
import { toTokens } from './searchTokens.ts'

export interface CompletionItem {
  /** `key` and `value` are names and values; `operator` is a comparison or a keyword, described by the catalogue. */
  kind: 'key' | 'operator' | 'value'
  /** Shown text; it is also the name of an operator in the catalogue. */
  label: string
  /** Replaces the span. */
  insert: string
  span: Span
  /** Rows with this value. */
  count?: number
  isRecent: boolean
}

export interface Completion {
  /** Items that need no request. */
  items: readonly CompletionItem[]
  /** Values to ask the collector for; pass its answer to `addValues`. */
  ask: { key: string; prefix: string } | undefined
}

export interface CompletionContext {
  list: ListType
  fields: FieldIndex
  /** Searches of before, the newest first. */
  history: readonly string[]
}

export type Place = Span &
  ({ kind: 'key' | 'hasKey'; prefix: string } | { kind: 'value'; key: string; prefix: string })

const MAX_ITEMS = 50
const NOTHING: Completion = { items: [], ask: undefined }

/** Offers what may stand at the caret: keys, operators or values. */
export function toCompletion(text: string, caret: number, context: CompletionContext): Completion {
  const place = findPlace(text, caret)
  switch (place?.kind) {
    case 'key':
    case 'hasKey':
      return { items: toKeyItems(place, context), ask: undefined }
    case 'value':
      return completeValue(place, context)
    default:
      return NOTHING
  }
}

/** Adds the collector's values behind the recent ones, and drops those that are there already. */
export function addValues(
  { items }: Completion,
  values: readonly FacetValue[],
  span: Span,
): CompletionItem[] {
  const counts = new Map(values.map(({ value, count }) => [value, count]))
  const recent = items.map((item) => {
    const count = item.kind === 'value' ? counts.get(item.label) : undefined
    return count === undefined ? item : { ...item, count }
  })
  const known = new Set(items.map(({ label }) => label))
  const others = values
    .filter(({ value }) => !known.has(value))
    .map(({ value, count }) => ({ ...toValueItem(value, span), count }))
  const isOperator = ({ kind }: CompletionItem): boolean => kind === 'operator'
  return [
    ...recent.filter((item) => !isOperator(item)),
    ...others,
    ...recent.filter(isOperator),
  ].slice(0, MAX_ITEMS)
}

/** Puts an item into the text. A finished term gets a space behind it, so that typing goes on. */
export function applyCompletion(
  text: string,
  { kind, insert, span }: Pick<CompletionItem, 'kind' | 'insert' | 'span'>,
): { text: string; caret: number } {
  const after = text.slice(span.end)
  const gap = kind === 'value' && after === '' ? ' ' : ''
  const before = `${text.slice(0, span.start)}${insert}${gap}`
  return { text: `${before}${after}`, caret: before.length }
}

/** Makes any place end in a word, which then shows what may stand there. */
const PROBE = 'x'

/** Finds what a caret is in; `undefined` behind a closed quote or bracket, and in a quoted free text. */
export function findPlace(text: string, caret: number): Place | undefined {
  const before = toTokens(`${text.slice(0, caret)}${PROBE}`).slice(0, -1)
  const word = before.at(-1)
  if (word?.kind !== 'word') {
    return undefined
  }
  const prefix = word.text.slice(0, -PROBE.length)
  const { start } = word
  const whole = toTokens(text).find((token) => token.start === start && token.kind !== 'end')
  const end = start === caret ? caret : Math.max(whole?.end ?? caret, caret)
  if (start === caret && /["')\]}]$/.test(text.slice(0, caret))) {
    return undefined
  }
  if (!word.isValue) {
    return word.isQuoted ? undefined : { kind: 'key', prefix, start, end }
  }
  const key = before.findLast((token) => token.kind === 'key')?.key ?? ''
  return key === 'has'
    ? { kind: 'hasKey', prefix, start, end }
    : { kind: 'value', key, prefix, start, end }
}

function toKeyItems(place: Place, { list, fields, history }: CompletionContext): CompletionItem[] {
  const { prefix } = place
  const recent = toRecentKeys(history)
  const keys = [...recent, ...fields.all.map(({ key }) => key), ...ALIASES.keys()]
  const insert = (key: string): string =>
    place.kind === 'hasKey' ? quoteValue(key) : `${printKey(key)}:`
  const found = [...new Set(keys)]
    .filter((key) => fields.appliesTo(list, key))
    .map((key, index) => ({ key, index, rank: toRank(key, prefix) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0) || one.index - other.index)
    .slice(0, MAX_ITEMS)
    .map(({ key }) => ({
      kind: 'key' as const,
      label: key,
      insert: insert(key),
      span: place,
      isRecent: recent.includes(key),
    }))
  const has = {
    kind: 'operator',
    label: 'has',
    insert: 'has:',
    span: place,
    isRecent: false,
  } as const
  return place.kind === 'key' && 'has'.startsWith(prefix) ? [...found, has] : found
}

/** 0 for a key that begins so, 1 for one of whose words does, 2 for a part; `undefined` for no match. */
function toRank(key: string, prefix: string): number | undefined {
  const name = key.toLowerCase()
  const wanted = prefix.toLowerCase()
  if (name.startsWith(wanted) || name.startsWith(`@${wanted}`)) {
    return 0
  }
  return name.includes(`_${wanted}`) ? 1 : name.includes(wanted) ? 2 : undefined
}

const COMPARISONS: readonly string[] = ['>', '>=', '<', '<=']
const NUMERIC: readonly (string | undefined)[] = ['duration', 'bytes', 'number', 'code']

function completeValue(
  place: Place & { kind: 'value' },
  { fields, history }: CompletionContext,
): Completion {
  const field = fields.find(place.key)
  const wanted = place.prefix.toLowerCase()
  const fits = (value: string): boolean => value.toLowerCase().startsWith(wanted)
  const operators = NUMERIC.includes(field?.kind) && place.prefix === '' ? COMPARISONS : []
  const values = field?.kind === 'flag' ? ['true', 'false'] : toRecentValues(history, place.key)
  // A custom attribute has no field; the collector counts its texts.
  const canAsk = field === undefined || (field.is_facet && field.kind !== 'flag')
  return {
    items: [
      ...values.filter(fits).map((value) => ({
        ...toValueItem(value, place),
        isRecent: field?.kind !== 'flag',
      })),
      ...operators.map((operator) => ({
        kind: 'operator' as const,
        label: operator,
        insert: operator,
        span: place,
        isRecent: false,
      })),
    ],
    ask: canAsk ? { key: field?.key ?? place.key, prefix: place.prefix } : undefined,
  }
}

function toValueItem(value: string, span: Span): CompletionItem {
  return { kind: 'value', label: value, insert: quoteValue(value), span, isRecent: false }
}
