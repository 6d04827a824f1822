import { findConflicts, readNames } from './shortenNames.mjs'

/** Numbers of characters before and after a name: what it stands between. Each counts by its length. */
const SURROUNDINGS = [
  [2, 2],
  [3, 3],
  [4, 4],
  [0, 5],
  [5, 0],
  [2, 6],
  [6, 2],
]
const ROUNDS = 16
/** Gain that a name must have in each of its places for a character more. */
const LONGER = 48

/** Places of all variables in the order of the text. A short property `{ a }` fixes the name of its variable. */
function findPlaces(variables, properties) {
  const starts = new Set([...properties.values()].flat().map(({ start }) => start))
  const places = variables.flatMap((variable) => {
    variable.to = variable.places[0].name
    variable.isFixed = variable.places.some(({ start }) => starts.has(start))
    return variable.places.map(({ start, end }) => ({ variable, start, end }))
  })
  return places.sort((one, other) => one.start - other.start)
}

/** For each place: what the text with the present names has around it, a key for each of the surroundings. */
function readSurroundings(code, places) {
  let text = ''
  let end = 0
  const starts = places.map((place) => {
    text += code.slice(end, place.start)
    const start = text.length
    text += place.variable.to
    end = place.end
    return start
  })
  text += code.slice(end)
  return places.map(({ variable: { to } }, index) => {
    const start = starts[index]
    const after = start + to.length
    return SURROUNDINGS.map(
      ([left, right], kind) =>
        `${kind} ${text.slice(Math.max(0, start - left), start)} ${text.slice(after, after + right)}`,
    )
  })
}

function increase(counts, name, by) {
  counts.set(name, (counts.get(name) ?? 0) + by)
}

/** Counts the names in each of the surroundings, and lists those of each variable. */
function countNames(code, places) {
  const counts = new Map()
  const keys = new Map()
  for (const [index, surroundings] of readSurroundings(code, places).entries()) {
    const { variable } = places[index]
    keys.set(variable, [...(keys.get(variable) ?? []), ...surroundings])
    for (const key of surroundings) {
      counts.set(key, counts.get(key) ?? new Map())
      increase(counts.get(key), variable.to, 1)
    }
  }
  return { counts, keys }
}

/** Gain of each name for a variable: more where it stands more often between the same. */
function toGains({ to, places }, keys, counts) {
  const gains = new Map([[to, 1]])
  for (const key of keys) {
    const [left, right] = SURROUNDINGS[Number.parseInt(key, 10)]
    for (const [name, count] of counts.get(key)) {
      increase(gains, name, (left + right) * Math.log2(name === to ? count : count + 1))
    }
  }
  for (const name of gains.keys()) {
    increase(gains, name, -LONGER * places.length * name.length)
  }
  return gains
}

/** Gives each variable the name that gains most. Returns whether a name changed. */
function align(variables, { code, places, conflicts }) {
  const { counts, keys } = countNames(code, places)
  let isChanged = false
  for (const variable of variables) {
    const gains = toGains(variable, keys.get(variable), counts)
    const taken = new Set([...conflicts.get(variable)].map((other) => other.to ?? other))
    const [best] = [...gains]
      .filter(([name]) => name === variable.to || !taken.has(name))
      .sort(([, one], [, other]) => other - one)
    isChanged ||= best[0] !== variable.to
    variable.to = best[0]
  }
  return isChanged
}

/**
 * Plugin of Babel that changes short names so that more of the text repeats itself: `a=e[o]` where other code has `a=i[o]`.
 * It needs text in the form in which it will be printed.
 */
export function alignNames() {
  return {
    visitor: {
      Program(program, { file: { code } }) {
        const { variables, properties, uses } = readNames(program)
        const conflicts = findConflicts(variables, uses)
        const places = findPlaces(variables, properties)
        const free = variables.filter(({ isFixed }) => !isFixed)
        free.sort((one, other) => other.places.length - one.places.length)
        for (let round = 0; round < ROUNDS && align(free, { code, places, conflicts }); round++) {}
        for (const { places: nodes, to } of variables) {
          for (const node of nodes) {
            node.name = to
          }
        }
      },
    },
  }
}
