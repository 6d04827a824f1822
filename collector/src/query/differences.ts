import type { Differences } from '../../../protocol/analytics.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from '../store/openStore.ts'
import type { Counted } from './facetGroups.ts'
import { ALL_ROWS, groupByFacet, selectCounted } from './facetGroups.ts'
import type { QueryScope } from './queryScope.ts'
import { explainSearch } from './rangeQuery.ts'
import { parseSearch } from './search/parseSearch.ts'
import { ALIASES, EVENT_FIELDS } from './search/searchField.ts'
import type { SearchNode } from './search/searchNode.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'
import { SHORT_TEXT, shorten } from './shorten.ts'

export interface DifferencesQuery {
  counted: Counted
  /** Search for the rows to compare with the others of the scope. */
  of: string
  /** Fields to compare; every field of few values that the search does not name by default. */
  keys?: readonly string[] | undefined
  /** Values of all fields together. */
  limit: number
}

interface Row {
  facet: number
  value: string
  selected: string | number
  others: string | number
  score: number
}

/**
 * Lower end of the 95 % interval of the difference of two shares, so that a few rows prove little.
 * @see Agresti and Caffo, "Simple and effective confidence intervals for proportions and differences of proportions result
 * from adding two successes and two failures", The American Statistician 54 (2000)
 */
const SCORE = `(selected + 1) / (all_selected + 2) - (others + 1) / (all_others + 2)
  - 1.96 * sqrt(
    (selected + 1) * (all_selected - selected + 1) / pow(all_selected + 2, 3) +
    (others + 1) * (all_others - others + 1) / pow(all_others + 2, 3))`

/** Finds the values that are more frequent among the rows of a search than among the other rows of the scope. */
export async function findDifferences(
  store: Pick<Store, 'query'>,
  scope: QueryScope,
  query: DifferencesQuery,
): Promise<Differences> {
  const { counted, limit } = query
  const marked = await explainSearch(() => {
    const node = parseSearch(query.of)
    selectCounted({ ...scope, search: node }, counted) // names each mistake as one of `of`
    return node
  }, 'of')
  const keys = query.keys ?? listKeys(counted, marked)
  const groups = groupByFacet(scope, {
    counted,
    keys,
    marked,
    isTotalled: true,
    counts: 'countIf(marked) AS selected, toInt64(count()) - selected AS others',
  })
  const rows = await store.query<Row>(
    `${groups.names} SELECT facet, ${shorten('whole', SHORT_TEXT)} AS value, selected, others, ${SCORE} AS score
FROM (SELECT *, max(selected) OVER () AS all_selected, max(others) OVER () AS all_others FROM (${groups.sql}))
WHERE facet = ${ALL_ROWS} OR (value != '' AND score > 0)
ORDER BY facet = ${ALL_ROWS} DESC, score DESC, facet, value
LIMIT {limit:UInt32}`,
    { ...groups.parameters, limit: limit + 1 },
  )
  const [total, ...found] = rows
  return {
    selected: Number(total?.selected ?? 0),
    others: Number(total?.others ?? 0),
    differences: found.map((row) => ({
      key: keys[Number(row.facet)] ?? '',
      value: row.value,
      selected: Number(row.selected),
      others: Number(row.others),
      score: row.score,
    })),
  }
}

/** Fields that say the same by definition. The first says the most and is the only one that is compared. */
const FAMILIES: readonly (readonly string[])[] = [
  ['session_health', 'session_status', 'session_has_crashed'],
  ['resource_status', 'resource_status_group'],
]

/** Fields whose value follows from another one. */
const DECIDED: Readonly<Record<string, readonly string[]>> = { fingerprint: ['error_type'] }

/** Lists the fields to compare: those of few values. A field that the search names, or decides, differs by definition. */
function listKeys(counted: Counted, of: SearchNode): readonly string[] {
  const names = listNames(of).flatMap((key) => ALIASES.get(key) ?? [key])
  const families = FAMILIES.flatMap((family) =>
    family.some((key) => names.includes(key)) ? family : family.slice(1),
  )
  const named = new Set([...names, ...names.flatMap((key) => DECIDED[key] ?? []), ...families])
  const fields =
    counted.of === 'sessions'
      ? [...SESSION_FIELDS.values()]
      : [...EVENT_FIELDS.values()].filter(
          ({ measurement }) => measurement === undefined || measurement === counted.type,
        )
  const keys = fields.filter(({ key, isFacet }) => isFacet && !named.has(key)).map(({ key }) => key)
  if (keys.length === 0) {
    throw new HttpProblem(400, 'rum.badRequest', 'of: the search names every field to compare')
  }
  return keys
}

function listNames(node: SearchNode): string[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.flatMap(listNames)
    case 'not':
      return listNames(node.node)
    case 'all':
    case 'text':
      return []
    default:
      return [node.key]
  }
}
