/**
 * Plugin of Babel that reads `undefined` from one variable without a value, where the minifier writes `void 0`: the variable
 * gets a short name. See docs/decisions/0122-one-form-of-functions.md.
 */
export function undefinedVariable({ types }) {
  return {
    visitor: {
      Program(program) {
        const [first] = program.node.body
        const host = first.expression?.argument?.callee?.body ?? program.node // the function that the envelope calls
        const variable = program.scope.generateUidIdentifier('undefined')
        program.traverse({
          UnaryExpression(path) {
            if (path.node.operator === 'void' && types.isNumericLiteral(path.node.argument)) {
              path.replaceWith(types.identifier(variable.name))
            }
          },
        })
        host.body.unshift(types.variableDeclaration('let', [types.variableDeclarator(variable)]))
        program.scope.crawl()
      },
    },
  }
}
