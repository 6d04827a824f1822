import { ts } from './typescriptApi.mjs'

const UNTYPED = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive
const CONTAINERS = new Set(['Promise', 'Map', 'Set', 'WeakMap'])

/**
 * Finds the property names of a program that something outside of it can see. A value crosses the border where its type
 * is lost or found: a typed value is given to `any`, `unknown` or `object` (JSON, a storage, another tab), or a
 * value of such a type, or of one of the browser, is taken for an own type. Every name in a type that crosses is
 * visible, and so is every name that the browser, a string or an exported value has.
 *
 * @typedef {object} ProgramParts
 * @property {ts.Program} program
 * @property {(file: string) => boolean} isOwn - tells whether a file is part of what is shipped
 * @property {string} entry - the file whose exports are public
 *
 * @param {ProgramParts} parts
 * @returns {{ own: Set<string>, visible: Set<string> }} all names of own types, and those that can be seen
 */
export function findVisibleNames({ program, isOwn, entry }) {
  const checker = program.getTypeChecker()
  const own = new Set()
  const visible = new Set()
  const isOwnNode = (node) => isOwn(node.getSourceFile().fileName) && !isInGlobal(node)
  const mark = createMarking(checker, (property) => {
    const isOurs = property.declarations?.some(isOwnNode)
    if (isOurs) {
      visible.add(property.name)
    }
    return isOurs
  })
  const cross = createBorder(checker, { mark, isOwnNode })

  function visit(node) {
    readName(node, { own, visible })
    cross.visit(node)
    ts.forEachChild(node, visit)
  }

  for (const file of program.getSourceFiles()) {
    if (isOwn(file.fileName)) {
      visit(file)
    } else {
      collectNames(file, visible)
    }
  }
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry))
  for (const symbol of checker.getExportsOfModule(module)) {
    visible.add(symbol.name)
    mark(checker.getTypeOfSymbol(symbol))
    mark(checker.getDeclaredTypeOfSymbol(symbol))
  }
  return { own, visible }
}

/** Makes all names of a type visible, and those of the types that it is made of. */
function createMarking(checker, markProperty) {
  const marked = new Set()
  return function mark(type) {
    if (marked.has(type)) {
      return
    }
    marked.add(type)
    const signatures = type.getCallSignatures()
    const parameters = signatures.flatMap((signature) => signature.getParameters())
    const properties = type.getProperties().filter(markProperty)
    const parts = [
      ...(type.types ?? []),
      ...(checker.getTypeArguments(type) ?? []),
      ...signatures.map((signature) => signature.getReturnType()),
      ...[...parameters, ...properties].map((symbol) => checker.getTypeOfSymbol(symbol)),
      ...checker.getIndexInfosOfType(type).map((index) => index.type),
    ]
    for (const part of parts) {
      mark(part)
    }
  }
}

/** Finds where values cross between own types and the world outside. */
function createBorder(checker, { mark, isOwnNode }) {
  /** True of a type whose members say nothing of the value's names, and of one that the browser declares. */
  function isOutside(type) {
    if (type.flags & UNTYPED) {
      return true
    }
    if (type.isUnionOrIntersection()) {
      return type.types.some(isOutside)
    }
    // Types in a function's signature become visible when it is called.
    const isPlainObject = type.flags & ts.TypeFlags.Object && type.getCallSignatures().length === 0
    if (!isPlainObject) {
      return false
    }
    const properties = type.getProperties()
    return properties.length > 0
      ? properties.some(({ declarations = [] }) => !declarations.every(isOwnNode))
      : checker.getIndexInfosOfType(type).length === 0 && !isLiteral(type)
  }

  const isSameContainer = (from, to) =>
    (checker.isArrayLikeType(from) && checker.isArrayLikeType(to)) ||
    (from.symbol?.name === to.symbol?.name && CONTAINERS.has(to.symbol?.name))

  /** @param from - the value's own type, `to` the one that it is taken for */
  function cross(from, to) {
    const [inner, wanted] = [from, to].map((type) => checker.getTypeArguments(type) ?? [])
    if (isSameContainer(from, to)) {
      for (const [index, each] of inner.entries()) {
        cross(each, wanted[index] ?? wanted[0] ?? each)
      }
      return
    }
    if (isOutside(to) || isRecord(to)) {
      mark(from)
    }
    if (isOutside(from)) {
      mark(to)
    }
  }

  function visit(node) {
    if (ts.isAsExpression(node)) {
      cross(checker.getTypeAtLocation(node.expression), checker.getTypeFromTypeNode(node.type))
    } else if (ts.isTypePredicateNode(node) && node.type) {
      mark(checker.getTypeFromTypeNode(node.type))
    } else if (ts.isExpression(node) && !isDeclarationName(node)) {
      const wanted = checker.getContextualType(node)
      // `const { a } = value`: there the pattern gets its type from the value.
      if (wanted && !wanted.pattern) {
        cross(checker.getTypeAtLocation(node), wanted)
      }
    }
  }
  return { visit }
}

/** A record's keys are data: they are read by name, from a string. */
const isRecord = (type) =>
  (type.types ?? [type]).some((part) => part.getStringIndexType() !== undefined)

const isLiteral = (type) => (type.objectFlags & ts.ObjectFlags.ObjectLiteral) !== 0

const isDeclarationName = (node) => node.parent?.name === node || ts.isTypeNode(node)

const isName = (node) =>
  (ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isMethodDeclaration(node)) &&
  ts.isIdentifier(node.name)

/** A name in `declare global` is the browser's. */
const isInGlobal = (node) =>
  node !== undefined &&
  ((node.flags & ts.NodeFlags.GlobalAugmentation) !== 0 || isInGlobal(node.parent))

function readName(node, { own, visible }) {
  if (isName(node)) {
    const names = isInGlobal(node) ? visible : own
    names.add(node.name.text)
  }
  if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)) {
    visible.add(node.text)
  }
}

/** Every name in declarations of the browser and the language, and in the tables of the wire. */
function collectNames(file, names) {
  const visit = (node) => {
    if (isName(node)) {
      names.add(node.name.text)
    } else if (ts.isStringLiteralLike(node)) {
      names.add(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
}
