/** In the order that gave the smallest files of some fifty (0122). */
const LETTERS = [...'oiaesntrbcdfghjklmpquvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$']
/** Words of two letters that no variable may have as its name, or none everywhere. */
const RESERVED = ['as', 'do', 'if', 'in', 'is', 'of']
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
const NAMES = [...LETTERS, ...PAIRS.filter((name) => !RESERVED.includes(name))]

function isPropertyName({ key, parent }) {
  const isMember = /^(Optional)?MemberExpression$/.test(parent.type)
  return key === (isMember ? 'property' : 'key') && !parent.computed
}

/** Labels, and the names of a module's imports and exports, which other files use. */
const isFixedName = ({ key, parent }) =>
  key === 'imported' ||
  key === 'exported' ||
  /^(Labeled|Break|Continue)Statement$/.test(parent.type)

/** Returns the scope that an identifier is looked up in. The name of a declaration stands outside of it. */
function toScope({ key, parent, parentPath, scope }) {
  const isOutside = key === 'id' && /^(Function|Class)Declaration$/.test(parent.type)
  return isOutside ? parentPath.scope.parent : scope
}

function toDepth(scope) {
  return scope ? toDepth(scope.parent) + (scope.path.isFunction() ? 1 : 0) : 0
}

/** Finds all variables and properties with their places, and what each scope and those in it use. */
export function readNames(program) {
  const variables = new Map()
  const properties = new Map()
  const uses = new Map()
  function use(used, from, to) {
    for (let scope = from; scope; scope = scope === to ? undefined : scope.parent) {
      uses.set(scope, (uses.get(scope) ?? new Set()).add(used))
    }
  }
  program.traverse({
    Identifier(path) {
      const { node } = path
      if (isPropertyName(path)) {
        properties.set(node.name, [...(properties.get(node.name) ?? []), node])
      } else if (!isFixedName(path)) {
        const from = toScope(path)
        const binding = from.getBinding(node.name)
        if (binding) {
          // By its identifier: the name of a class is bound twice, around the class and in it.
          const { identifier, scope, kind } = binding
          const found = variables.get(identifier) ?? { scope, kind, places: [] }
          variables.set(identifier, found)
          found.scope = toDepth(scope) < toDepth(found.scope) ? scope : found.scope
          found.places.push(node)
          use(found, from, found.scope)
          use(found, found.scope, found.scope)
        } else {
          use(node.name, from)
        }
      }
    },
  })
  return { variables: [...variables.values()], properties, uses }
}

/** For each variable: the variables and globals whose names it must not have. */
export function findConflicts(variables, uses) {
  const conflicts = new Map(variables.map((variable) => [variable, new Set()]))
  for (const [scope, used] of uses) {
    for (const variable of used) {
      if (variable.scope === scope) {
        for (const other of used) {
          conflicts.get(variable).add(other)
          conflicts.get(other)?.add(variable)
        }
      }
    }
  }
  return conflicts
}

/** The innermost functions first; in each of them the parameters in their order, then variables, then functions by their use. */
function compareVariables(one, other) {
  const rank = ({ kind }) => ({ param: 0, hoisted: 2 })[kind] ?? 1
  const use = ({ kind, places }) => (kind === 'param' ? 0 : places.length)
  return (
    toDepth(other.scope) - toDepth(one.scope) || rank(one) - rank(other) || use(other) - use(one)
  )
}

/** Gives each listed property a short name: those that are used most come first. */
function nameProperties(properties, mangledNames) {
  const free = NAMES.filter((name) => !properties.has(name))
  const listed = [...properties].filter(([name]) => mangledNames.test(name))
  listed.sort(([, one], [, other]) => other.length - one.length)
  return new Map(listed.map(([name], index) => [name, free[index]]))
}

/** For each variable that stands beside a property, in a pattern or an object: the short name of that property. */
function findPreferred(program, shortNames) {
  const preferred = new Map()
  program.traverse({
    ObjectProperty({ node: { key, value, computed } }) {
      const variable = value.type === 'AssignmentPattern' ? value.left : value
      if (!computed && variable.type === 'Identifier' && shortNames.has(key.name)) {
        preferred.set(variable, shortNames.get(key.name))
      }
    },
  })
  return preferred
}

function rename(places, name) {
  for (const place of places) {
    place.name = name
  }
}

/** Functions are hoisted anyway. Without them in between, terser joins all variables to one statement. */
function moveFunctionsUp(program) {
  const [first] = program.body
  const host = first.expression?.argument?.callee?.body ?? program // the function that the envelope calls
  const isFunction = ({ type }) => type === 'FunctionDeclaration'
  host.body = [...host.body.filter(isFunction), ...host.body.filter((each) => !isFunction(each))]
}

/**
 * Plugin of Babel that gives short names to all variables, and to the properties that `mangledNames` matches. Minifiers begin
 * with the outermost function, whose names all others then have to avoid. Here the innermost have the first choice: their
 * parameters get the same names nearly everywhere, so that the same code is the same text. A variable beside a property gets
 * the property's name where it can, because `{ a }` is shorter than `{ a: b }`.
 */
export function createNameShortener(mangledNames) {
  return () => ({
    visitor: {
      Program(program) {
        moveFunctionsUp(program.node)
        const { variables, properties, uses } = readNames(program)
        const conflicts = findConflicts(variables, uses)
        const shortNames = nameProperties(properties, mangledNames)
        const preferred = findPreferred(program, shortNames)
        for (const variable of variables.sort(compareVariables)) {
          const taken = new Set([...conflicts.get(variable)].map((other) => other.to ?? other))
          const wanted = variable.places.map((place) => preferred.get(place)).filter(Boolean)
          variable.to = [...wanted, ...NAMES].find((name) => !taken.has(name))
        }
        for (const { places, to } of variables) {
          rename(places, to)
        }
        for (const [name, short] of shortNames) {
          rename(properties.get(name), short)
        }
      },
    },
  })
}
