/** Finds what only a function with a `this` of its own has, in it or in arrow functions within it. */
function isArrowLike(declaration) {
  let isAlike = !declaration.node.generator
  const refuse = () => {
    isAlike = false
  }
  const skip = (path) => path.skip()
  declaration.traverse({
    FunctionExpression: skip,
    FunctionDeclaration: skip,
    ObjectMethod: skip,
    Class: skip,
    ThisExpression: refuse,
    MetaProperty: refuse,
    Identifier({ node }) {
      isAlike &&= node.name !== 'arguments'
    },
  })
  return isAlike
}

const isConstructed = ({ parentPath, node }) =>
  parentPath.scope
    .getBinding(node.id.name)
    .referencePaths.some(({ key, parent }) => key === 'callee' && parent.type === 'NewExpression')

/** Replaces the declarations of a block by one `let` at its top, where they are hoisted to anyway. */
function replaceDeclarations(block, types) {
  const isReplaced = (path) =>
    path.isFunctionDeclaration() && isArrowLike(path) && !isConstructed(path)
  const replaced = block.get('body').filter(isReplaced)
  if (replaced.length === 0) {
    return
  }
  const declarators = replaced.map(({ node: { id, params, body, async } }) => {
    const [first, second] = body.body
    const isResult = !second && first?.type === 'ReturnStatement' && first.argument
    const arrow = types.arrowFunctionExpression(params, isResult ? first.argument : body, async)
    return types.variableDeclarator(id, arrow)
  })
  const nodes = replaced.map(({ node }) => node)
  const rest = block.node.body.filter((node) => !nodes.includes(node))
  block.node.body = [types.variableDeclaration('let', declarators), ...rest]
}

/**
 * Plugin of Babel that makes arrow functions of all functions that can be one. They are shorter, and the same code has one form
 * only, whether it is a function of a module or a callback. See docs/decisions/0122-one-form-of-functions.md.
 */
export function arrowFunctions({ types }) {
  return {
    visitor: {
      Program(program) {
        program.traverse({
          BlockStatement: { exit: (block) => replaceDeclarations(block, types) },
        })
        replaceDeclarations(program, types)
        program.scope.crawl()
      },
    },
  }
}
