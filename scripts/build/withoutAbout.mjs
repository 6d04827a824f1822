/**
 * Plugin of Vite that leaves the sentences of the dictionary out of the explorer's build: they document the API, and no
 * screen shows them.
 *
 * @returns {import('vite').Plugin}
 */
export function withoutAbout() {
  return {
    name: 'without-about',
    transform(code, id) {
      if (!/\/protocol\/dictionary\/\w+\.ts$/.test(id)) {
        return null
      }
      // As many blanks as there were characters, so that the source map stays true.
      return { code: blankAbouts(code, this.parse(code)), map: null }
    },
  }
}

/** @param {object} node - a node of the syntax tree */
function blankAbouts(code, node) {
  return findAbouts(node).reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    code,
  )
}

/** Ranges of the properties `about`, each with the comma before it. */
function findAbouts(node) {
  const children = Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string')
  const inside = children.flatMap(findAbouts)
  if (node.type !== 'ObjectExpression') {
    return inside
  }
  const own = node.properties.flatMap(({ key, end }, index) =>
    key?.name === 'about' && index > 0 ? [{ start: node.properties[index - 1].end, end }] : [],
  )
  return [...inside, ...own]
}
